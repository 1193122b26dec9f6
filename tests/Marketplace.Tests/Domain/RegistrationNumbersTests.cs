using Marketplace.Domain.Producers;

namespace Marketplace.Tests.Domain;

public sealed class RegistrationNumbersTests
{
    [Theory]
    [InlineData("0123456789", "0123456789")]
    [InlineData(" 0123.456.789 ", "0123456789")]
    [InlineData("0123456789-001", "0123456789-001")]
    [InlineData("0123456789001", "0123456789-001")]
    [InlineData("012345678", null)]
    [InlineData("012345678901", null)]
    [InlineData("MST 0123456789", null)]
    [InlineData("０１２３４５６７８９", null)]
    [InlineData("", null)]
    public void Ten_digits_and_three_of_a_branch(string typed, string? number) => Assert.Equal(number, RegistrationNumbers.Of(typed));
}

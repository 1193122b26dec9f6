using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>What may not be empty has something that a reader sees.</summary>
public sealed class TypingTests
{
    [Theory]
    [InlineData("Khăn lanh", true)]
    [InlineData("毛", true)]
    [InlineData("5 x 5", true)]
    [InlineData("\u200b\u200b\u200b\u200b", false)]
    [InlineData("\u3164\u3164\u3164\u3164", false)]
    [InlineData("\u2800\u2800\u2800\u2800", false)]
    [InlineData("\u00ad\u200d\u2060\u180e", false)]
    [InlineData("---", false)]
    public void A_name_has_a_letter_or_digit_that_is_seen(string typed, bool isFine)
    {
        Assert.Equal(isFine, Typing.IsLine(typed, 1, 100));
        Assert.Equal(isFine, Typing.IsText(typed, 1, 100));
        Assert.True(Typing.IsLine("", 0, 100));
    }

    [Theory]
    [InlineData("Ma\u0302\u0301y", true)]
    [InlineData("Z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", false)]
    public void Marks_do_not_flood_the_lines_above(string typed, bool isFine)
    {
        Assert.Equal(isFine, Typing.IsPlain(typed));
        Assert.Equal(isFine, Typing.IsProse(typed));
    }

    [Theory]
    [InlineData("Sùng Thị Mỷ", true)]
    [InlineData("\u3164\u3164", false)]
    [InlineData("\uffa0", false)]
    public void So_has_the_name_of_a_person(string typed, bool isFine) => Assert.Equal(isFine, PersonName.IsFine(typed));
}

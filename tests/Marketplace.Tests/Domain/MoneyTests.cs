using CsCheck;
using Marketplace.Domain.Common;

namespace Marketplace.Tests.Domain;

public sealed class MoneyTests
{
    [Fact]
    public void Shares_always_sum_to_the_whole() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Long[0, 1_000_000].Array[1, 50]).Sample((total, weights) =>
        {
            if (weights.Sum() == 0)
            {
                weights[0] = 1;
            }

            var shares = Apportion.ByLargestRemainder(total, weights);

            return shares.Sum() == total && shares.All(share => share == 0 || Math.Sign(share) == Math.Sign(total));
        });

    [Fact]
    public void The_largest_remainder_gets_the_unit_left_over() =>
        Assert.Equal([333, 333, 334], Apportion.ByLargestRemainder(1000, 3331, 3331, 3338));

    [Fact]
    public void Currencies_do_not_mix() =>
        Assert.Throws<InvalidOperationException>(() => Money.Vnd(1) + new Money(1, Currency.Usd));

    [Theory]
    [InlineData("Đà Lạt – H'Mông", "da lat hmong")]
    [InlineData("  Ê Đê,  đường ", "e de duong")]
    [InlineData(null, "")]
    public void Folding_drops_marks_and_takes_d_for_đ(string? text, string folded) => Assert.Equal(folded, Fold.Text(text));
}

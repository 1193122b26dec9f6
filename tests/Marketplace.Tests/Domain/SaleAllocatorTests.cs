using CsCheck;
using Marketplace.Domain.People;
using Marketplace.Domain.Programme;

namespace Marketplace.Tests.Domain;

public sealed class SaleAllocatorTests
{
    private static readonly Gen<ShareHolder[]> Holders = Gen.Int[0, 4_000].Select(share => new ShareHolder(PersonId.New(), share)).Array[0, 6];

    [Fact]
    public void Shares_always_sum_to_the_sale() =>
        Gen.Select(Gen.Long[1, 1_000_000_000], Gen.Int[0, 3_000], Holders, Holders, Gen.Int[1, 5]).Sample((value, feeBasisPoints, makers, members, count) =>
        {
            var payable = value - (value * feeBasisPoints / 10_000);

            var shares = SaleAllocator.Allocate(value, payable, makers, members, count);

            Assert.Equal(value, shares.Sum(share => share.ValueDong));
            Assert.Equal(payable, shares.Sum(share => share.PayableDong));
            Assert.All(shares, share => Assert.Equal(share.Person is null, share.Quality == AllocationQuality.Unallocated));
        });

    [Fact]
    public void Without_any_recorded_claim_nothing_is_spread()
    {
        ShareHolder[] members = [new(PersonId.New(), 0), new(PersonId.New(), 0)];

        var share = Assert.Single(SaleAllocator.Allocate(90_000, 80_000, [], members, 2));

        Assert.Equal((null, 90_000L, 80_000L, AllocationQuality.Unallocated), (share.Person, share.ValueDong, share.PayableDong, share.Quality));
    }

    [Fact]
    public void One_recorded_member_of_a_larger_group_is_not_taken_for_all_of_it() =>
        Assert.Equal(AllocationQuality.Unallocated, Assert.Single(SaleAllocator.Allocate(90_000, 80_000, [], [new(PersonId.New(), 0)], 12)).Quality);
}

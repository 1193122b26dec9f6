using Marketplace.Domain.Common;
using Marketplace.Domain.People;

namespace Marketplace.Domain.Programme;

/// <summary>Someone with a recorded share, in hundredths of a percent.</summary>
public readonly record struct ShareHolder(PersonId Person, int ShareBasisPoints);

/// <summary>A share of a sale before the person's key replaces the person.</summary>
public readonly record struct AllocatedShare(PersonId? Person, long ValueDong, long PayableDong, AllocationQuality Quality);

/// <summary>
/// Who a sale belongs to (measurement rule R7): the batch's makers before the only person of a producer before the members' declared shares.
/// What nobody has a recorded claim to stays unallocated; it is never spread. Shares sum to the sale, to the đồng.
/// </summary>
public static class SaleAllocator
{
    private const int Whole = 10_000;

    public static IReadOnlyList<AllocatedShare> Allocate(
        long valueDong, long payableDong, IReadOnlyList<ShareHolder> lotMakers, IReadOnlyList<ShareHolder> members, int memberCount) =>
        lotMakers is [var maker] && maker.ShareBasisPoints == 0 ? Split(valueDong, payableDong, [maker with { ShareBasisPoints = Whole }], AllocationQuality.A)
        : lotMakers.Any(one => one.ShareBasisPoints > 0) ? Split(valueDong, payableDong, lotMakers, AllocationQuality.A)
        : members is [var only] && memberCount <= 1 ? Split(valueDong, payableDong, [only with { ShareBasisPoints = Whole }], AllocationQuality.A)
        : Split(valueDong, payableDong, members, AllocationQuality.C);

    private static List<AllocatedShare> Split(long valueDong, long payableDong, IReadOnlyList<ShareHolder> holders, AllocationQuality quality)
    {
        List<ShareHolder> sharing = [.. holders.Where(holder => holder.ShareBasisPoints > 0).OrderBy(holder => holder.Person.Value)];
        long[] weights = [.. sharing.Select(holder => (long)holder.ShareBasisPoints), Math.Max(0, Whole - sharing.Sum(holder => holder.ShareBasisPoints))];
        var values = Apportion.ByLargestRemainder(valueDong, weights);
        var payables = Apportion.ByLargestRemainder(payableDong, weights);
        List<AllocatedShare> shares = [.. sharing.Select((holder, i) => new AllocatedShare(holder.Person, values[i], payables[i], quality))];
        if (weights[^1] > 0)
        {
            shares.Add(new AllocatedShare(null, values[^1], payables[^1], AllocationQuality.Unallocated));
        }

        return shares;
    }
}

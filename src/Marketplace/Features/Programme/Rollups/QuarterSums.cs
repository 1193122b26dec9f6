using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;

namespace Marketplace.Features.Programme.Rollups;

/// <summary>
/// What a quarter's roll-ups ought to be by its facts. Facts are only ever added, so it is kept up with sales that are recognised while it is compared by
/// adding those with higher numbers.
/// </summary>
internal sealed class QuarterSums(ProgrammePeriod quarter, int? majorityGroupId, IReadOnlyDictionary<int, int> heirs, PlaceClasses classes, Func<SaleAllocation, int?> groupOf)
{
    private readonly RollupDeltas _sums = new(majorityGroupId, heirs, classes, groupOf);
    private readonly Dictionary<ReachKey, HashSet<MemberKey>> _members = [];

    public ProgrammePeriod Quarter { get; } = quarter;

    /// <summary>The newest fact in the sums.</summary>
    public long Last { get; private set; }

    public int Facts { get; private set; }

    public IReadOnlyDictionary<SalesKey, SalesDelta> Sales => _sums.Sales;

    public IReadOnlyDictionary<MemberKey, MemberDelta> Members => _sums.Members;

    public IReadOnlyCollection<ReachKey> Reaches => _members.Keys;

    public void Add(Sale sale)
    {
        _sums.Add(sale);
        (Last, Facts) = (Math.Max(Last, sale.Id), Facts + 1);
        foreach (var key in Touched([sale]).Members.Keys)
        {
            (_members.TryGetValue(key.Reach, out var members) ? members : _members[key.Reach] = []).Add(key);
        }
    }

    /// <summary>The rows that these facts count in.</summary>
    public RollupDeltas Touched(IReadOnlyList<Sale> sales)
    {
        var touched = new RollupDeltas(majorityGroupId, heirs, classes, groupOf);
        foreach (var sale in sales)
        {
            touched.Add(sale);
        }

        return touched;
    }

    /// <summary>Nothing when no fact counts there.</summary>
    public ReachRollup? Reach(ReachKey key)
    {
        if (!_members.TryGetValue(key, out var members))
        {
            return null;
        }

        var reach = Recognition.RollupWriter.Empty(key);
        foreach (var member in members)
        {
            var sums = _sums.Members[member];
            if (sums.ValueDong > 0)
            {
                reach.Count(member.Kind, sums.IsMinority, sums.Gender, 1);
                reach.TopProducerDong = member.Kind == ActivityRollup.Producer ? Math.Max(reach.TopProducerDong, sums.ValueDong) : reach.TopProducerDong;
            }
        }

        return reach;
    }
}

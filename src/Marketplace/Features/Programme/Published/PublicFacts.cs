using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>Which facts public figures do not count, and up to which fact months are public now.</summary>
internal sealed record LateFacts(RollupDeltas Held, IReadOnlyDictionary<(int Unit, DateOnly Start), long> Marks);

/// <summary>
/// Decides about what came in after a month had been published. The difference of two vintages tells of just these facts, so they are told only when there are enough
/// of them, in each part of the sales. A province is decided by itself and its country and quarter follow: nothing is left between the sums.
/// </summary>
internal sealed class PublicFacts(MarketplaceDb db, RollupWriter rollups)
{
    /// <param name="months">Whose facts they are.</param>
    /// <param name="sensitive">Writes down that ethnic groups were read; not one that reads as of a moment, because nothing it writes is kept.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<LateFacts> Read(IReadOnlyList<ProgrammePeriod> months, SensitiveReader sensitive, CancellationToken ct)
    {
        Func<SaleAllocation, int?>? groupOf = null;
        var since = months.Min(month => month.Start);
        var marks = await db.PublicationMarks.AsNoTracking().Where(mark => mark.Start >= since).ToDictionaryAsync(mark => (mark.UnitId, mark.Start), mark => mark.LastSaleId, ct);

        // On a server a sale that is being committed may have a lower number. It is let in with the first figure that is written after it.
        var last = await db.Sales.MaxAsync(sale => (long?)sale.Id, ct) ?? 0;
        var (majority, heirs, classes) = (await rollups.MajorityGroup(ct), await rollups.Heirs(ct), await rollups.Classes(ct));
        var held = Nothing();
        foreach (var month in months)
        {
            if (!marks.TryGetValue((RollupKeys.Country, month.Start), out var first))
            {
                marks[(RollupKeys.Country, month.Start)] = last;
                continue;
            }

            var later = await Later(month, first, ct);
            groupOf ??= later.Count > 0 ? await sensitive.EthnicGroups("programme.publication", ct) : null;
            foreach (var inProvince in later.GroupBy(sale => Heir(sale.ProvinceId)))
            {
                var mark = (inProvince.Key, month.Start);
                List<Sale> news = [.. inProvince.Where(sale => sale.Id > marks.GetValueOrDefault(mark, first))];
                if (news.Count > 0 && IsEnough(news, inProvince.Key))
                {
                    marks[mark] = last;
                }
                else
                {
                    news.ForEach(held.Add);
                }
            }
        }

        return new LateFacts(held, marks);

        RollupDeltas Nothing() => new(majority, heirs, classes, share => groupOf?.Invoke(share));

        int Heir(int province) => heirs.TryGetValue(province, out var heir) ? Heir(heir) : province;

        bool IsEnough(List<Sale> news, int province)
        {
            var change = Nothing();
            news.ForEach(change.Add);
            return change.Members.Where(row => row.Key.Reach.UnitId == province && row.Key.Reach.Grain == PeriodGrain.Month && row.Value.ValueDong != 0)
                .GroupBy(row => row.Key.Reach.Slice)
                .All(slice => Disclosure.Primary(Of([.. slice])) == Suppression.None);
        }
    }

    /// <summary>By their numbers first: those stand in the index of the days, so that a month that has long been public is not read again.</summary>
    private async Task<List<Sale>> Later(ProgrammePeriod month, long mark, CancellationToken ct)
    {
        var (from, to) = (month.Start, month.End);
        var ids = await db.Sales.Where(sale => sale.Day >= from && sale.Day <= to && sale.Id > mark).Select(sale => sale.Id).ToListAsync(ct);
        return ids.Count == 0 ? [] : await db.Sales.AsNoTracking().Include(sale => sale.Allocations).Where(sale => ids.Contains(sale.Id)).OrderBy(sale => sale.Id).ToListAsync(ct);
    }

    /// <summary>Refunds are as telling as sales.</summary>
    private static CellMembers Of(IReadOnlyList<KeyValuePair<MemberKey, MemberDelta>> slice)
    {
        List<long> producers = [.. slice.Where(row => row.Key.Kind == ActivityRollup.Producer).Select(row => Math.Abs(row.Value.ValueDong))];
        return new CellMembers(producers.Count, slice.Count(row => row.Key.Kind == ActivityRollup.Order), producers.Sum(), producers.DefaultIfEmpty().Max());
    }
}

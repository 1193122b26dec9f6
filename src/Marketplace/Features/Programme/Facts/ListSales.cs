using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Facts;

/// <summary>
/// The sales behind the figures of a place and period, or of one indicator that counts some of them only; nothing for a place that is not the manager's. Nobody is
/// picked out by people or gender: those indicators open all sales.
/// </summary>
public sealed record ListSales(UserId Manager, string? What, string? Where, string? When, int Page) : IQuery<SalesModel?>;

public sealed record SaleRow(DateOnly Day, string Product, string Producer, int Quantity, long ValueDong, long PayableDong, string Country, bool IsReversal);

public sealed record SalesModel(string What, string Title, string Where, string When, string PlaceName, string Period, int Page, int Pages, int Total, long ValueDong, IReadOnlyList<SaleRow> Sales);

internal sealed class ListSalesHandler(MarketplaceDb db, Territories territories, RollupWriter rollups, TimeProvider clock) : IRequestHandler<ListSales, SalesModel?>
{
    private const int PageSize = 50;

    public async Task<SalesModel?> Handle(ListSales request, CancellationToken cancellationToken)
    {
        if (await territories.Open(request.Manager, request.Where, cancellationToken) is not { Here: var here })
        {
            return null;
        }

        var period = ProgrammePeriod.Parse(request.When) ?? ProgrammePeriod.ToLookAt(clock.GetUtcNow().VietnamDay());
        var (from, to) = (period.Start, period.End);
        var sales = db.Sales.AsNoTracking().Where(sale => sale.Day >= from && sale.Day <= to);
        var units = here.Level == AdminLevel.Country ? [] : await rollups.WithPredecessors(here.Id, cancellationToken);
        sales = here.Level switch
        {
            AdminLevel.Country => sales,
            AdminLevel.Province => sales.Where(sale => units.Contains(sale.ProvinceId)),
            _ => sales.Where(sale => units.Contains(sale.UnitId)),
        };
        var what = HeadlineIndicators.Codes.FirstOrDefault(code => code == request.What) ?? HeadlineIndicators.NetSales;
        sales = what switch
        {
            HeadlineIndicators.ExportSales => sales.Where(sale => sale.IsExport),
            HeadlineIndicators.DifficultShare => await FromDifficultPlaces(sales, here.Level, cancellationToken),
            _ => sales,
        };
        var (dimension, key) = what switch
        {
            HeadlineIndicators.ExportSales => (Dimensions.Export, "1"),
            HeadlineIndicators.DifficultShare => (Dimensions.Difficult, "1"),
            _ => (Dimensions.Total, ""),
        };
        var sums = await db.SalesRollups.AsNoTracking()
            .Where(row => row.UnitId == here.RollupId && row.Grain == period.Grain && row.Start == from && row.Dimension == dimension && row.Key == key)
            .Select(row => (long?)row.ValueDong).SingleOrDefaultAsync(cancellationToken) ?? 0;
        var title = await db.Indicators.AsNoTracking().InForce().SingleOrDefaultAsync(indicator => indicator.Code == what, cancellationToken) is { } indicator
            ? Languages.Pick(indicator.NameVi, indicator.NameEn) : what;
        var total = await sales.CountAsync(cancellationToken);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(request.Page, 1, pages);
        var isVietnamese = Languages.Current == Languages.Default;
        var rows = await sales.OrderByDescending(sale => sale.Day).ThenByDescending(sale => sale.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Join(db.Producers, sale => sale.ProducerId, producer => producer.Id, (sale, producer) => new { sale, Name = isVietnamese || producer.NameEn == "" ? producer.NameVi : producer.NameEn })
            .Join(db.OrderLines, row => row.sale.OrderLineId, line => line.Id, (row, line) => new SaleRow(
                row.sale.Day, isVietnamese ? line.NameVi : line.NameEn, row.Name, row.sale.Quantity, row.sale.ValueDong,
                row.sale.ValueDong - row.sale.FeeDong - row.sale.WithheldDong, row.sale.CountryCode, row.sale.Quantity < 0))
            .ToListAsync(cancellationToken);

        return new SalesModel(what, title, here.Code, period.Code, here.Name, FigureText.Of(period), page, pages, total, sums, [.. rows.OrderByDescending(row => row.Day)]);
    }

    /// <summary>Judged as the figure is, by the places' classes on the day of the sale. Lists change seldom, so the spans between two changes are few.</summary>
    private async Task<IQueryable<Sale>> FromDifficultPlaces(IQueryable<Sale> sales, AdminLevel level, CancellationToken ct)
    {
        var classes = await rollups.Classes(ct);
        var places = await sales.Select(sale => new { sale.UnitId, sale.ProvinceId }).Distinct().ToListAsync(ct);
        IQueryable<Sale>? found = null;
        foreach (var (from, to) in classes.Spans)
        {
            var units = places.Where(place => classes.IsDifficult(place.UnitId, level == AdminLevel.Country ? null : place.ProvinceId, from)).Select(place => place.UnitId).Distinct().ToList();
            if (units.Count > 0)
            {
                var some = sales.Where(sale => sale.SoldOn >= from && sale.SoldOn <= to && units.Contains(sale.UnitId));
                found = found is null ? some : found.Concat(some);
            }
        }

        // Facts are numbered from one.
        return found ?? sales.Where(sale => sale.Id == 0);
    }
}

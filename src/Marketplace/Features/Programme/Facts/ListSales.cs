using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Facts;

/// <summary>The sales behind the figures of a place and period; nothing for a place that is not the manager's.</summary>
public sealed record ListSales(UserId Manager, string? Where, string? When, int Page) : IQuery<SalesModel?>;

public sealed record SaleRow(DateOnly Day, string Product, string Producer, int Quantity, long ValueDong, long PayableDong, string Country, bool IsReversal);

public sealed record SalesModel(string Where, string When, string PlaceName, string Period, int Page, int Pages, int Total, long ValueDong, IReadOnlyList<SaleRow> Sales);

internal sealed class ListSalesHandler(MarketplaceDb db, Territories territories, TimeProvider clock) : IRequestHandler<ListSales, SalesModel?>
{
    private const int PageSize = 50;

    public async Task<SalesModel?> Handle(ListSales request, CancellationToken cancellationToken)
    {
        if (await territories.Open(request.Manager, request.Where, cancellationToken) is not { Here: var here })
        {
            return null;
        }

        var period = ProgrammePeriod.Parse(request.When) ?? ProgrammePeriod.Of(PeriodGrain.Month, clock.GetUtcNow().VietnamDay());
        var (from, to) = (period.Start, period.End);
        var sales = db.Sales.AsNoTracking().Where(sale => sale.Day >= from && sale.Day <= to);
        sales = here.Level switch
        {
            AdminLevel.Country => sales,
            AdminLevel.Province => sales.Where(sale => sale.ProvinceId == here.Id),
            _ => sales.Where(sale => sale.UnitId == here.Id),
        };
        var sums = await db.SalesRollups.AsNoTracking()
            .Where(row => row.UnitId == here.RollupId && row.Grain == period.Grain && row.Start == from && row.Dimension == Dimensions.Total)
            .Select(row => (long?)row.ValueDong).SingleOrDefaultAsync(cancellationToken) ?? 0;
        var total = await sales.CountAsync(cancellationToken);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(request.Page, 1, pages);
        var isVietnamese = Languages.Current == Languages.Default;
        var rows = await sales.OrderByDescending(sale => sale.Day).ThenByDescending(sale => sale.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Join(db.Producers, sale => sale.ProducerId, producer => producer.Id, (sale, producer) => new { sale, producer.NameVi })
            .Join(db.OrderLines, row => row.sale.OrderLineId, line => line.Id, (row, line) => new SaleRow(
                row.sale.Day, isVietnamese ? line.NameVi : line.NameEn, row.NameVi, row.sale.Quantity, row.sale.ValueDong,
                row.sale.ValueDong - row.sale.FeeDong - row.sale.WithheldDong, row.sale.CountryCode, row.sale.Quantity < 0))
            .ToListAsync(cancellationToken);

        return new SalesModel(here.Code, period.Code, here.Name, FigureText.Of(period), page, pages, total, sums, [.. rows.OrderByDescending(row => row.Day)]);
    }
}

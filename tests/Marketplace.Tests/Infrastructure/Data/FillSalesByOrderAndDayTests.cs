using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data.Migrations;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Data;

public sealed class FillSalesByOrderAndDayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Facts and roll-ups are made what they were before the migration; what it makes of them is what is written today.</summary>
    [Fact]
    public async Task Rows_from_before_are_brought_to_what_is_written_today()
    {
        await using var market = await ProgrammeMarket.Open();
        var day = new DateOnly(2026, 7, 10);
        market.Clock.AdjustTime(VietnamTime.StartOf(day).AddHours(10));
        var (one, other) = (await market.Product(await market.Maker(market.LungTam)), await market.Product(await market.Maker(market.LungTam)));
        await market.Sell([one, other], 200_000, day);
        await market.Sell(one, 300_000, day);
        var late = await market.Sell(other, 100_000, day);
        market.Clock.Advance(TimeSpan.FromDays(80));
        await market.Refund(late);
        await market.Publish();
        var (facts, rollups, marks) = (await Facts(market), await market.Rollups(), await Marks(market));
        await market.Read(db => db.Sales.ExecuteUpdateAsync(set => set.SetProperty(sale => sale.SoldOn, DateOnly.MinValue).SetProperty(sale => sale.OrderId, default(OrderId)), Ct));
        await market.Read(db => db.ReachRollups.ExecuteUpdateAsync(set => set.SetProperty(row => row.Orders, 99), Ct));
        await market.Read(db => db.PublicationMarks.ExecuteDeleteAsync(Ct));
        await Run(market,
            """
            INSERT INTO ActivityRollups (UnitId, Grain, Start, Slice, Kind, Member, ValueDong, IsMinority, Gender)
            SELECT sold.UnitId, sold.Grain, sold.Start, sold.Slice, 'part', part.Id, sold.ValueDong / (SELECT COUNT(*) FROM ProducerOrders AS all_parts WHERE all_parts.OrderId = sold.Member), 0, 0
            FROM ActivityRollups AS sold JOIN ProducerOrders AS part ON part.OrderId = sold.Member WHERE sold.Kind = 'order'
            """,
            "DELETE FROM ActivityRollups WHERE Kind = 'order'");

        await Run(market, [.. FillSalesByOrderAndDay.Statements]);

        Assert.Equal(facts, await Facts(market));
        Assert.Equal(rollups, await market.Rollups());
        Assert.Equal(marks, await Marks(market));
    }

    private static Task<int> Run(ProgrammeMarket market, params string[] statements) => market.Read(async db =>
    {
        var rows = 0;
        foreach (var statement in statements)
        {
            rows += await db.Database.ExecuteSqlRawAsync(statement, Ct);
        }

        return rows;
    });

    private static Task<List<(long, DateOnly, DateOnly, OrderId)>> Facts(ProgrammeMarket market) => market.Read(async db =>
        (await db.Sales.AsNoTracking().OrderBy(sale => sale.Id).ToListAsync(Ct)).ConvertAll(sale => (sale.Id, sale.Day, sale.SoldOn, sale.OrderId)));

    private static Task<List<(int, DateOnly, long)>> Marks(ProgrammeMarket market) => market.Read(async db =>
        (await db.PublicationMarks.AsNoTracking().OrderBy(mark => mark.Start).ToListAsync(Ct)).ConvertAll(mark => (mark.UnitId, mark.Start, mark.LastSaleId)));
}

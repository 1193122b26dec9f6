using Marketplace.Domain.Origin;
using Marketplace.Infrastructure.Data;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Data;

public sealed class LotsOfOrderLinesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_of_before_name_only_batches_there_are_and_lose_nothing_else()
    {
        await using var market = await ProgrammeMarket.Open();
        var product = await market.Product(await market.Maker(market.LungTam));
        var lot = new Lot { Id = LotId.New(), ProductId = product.Id, Code = "L1", MadeOn = new DateOnly(2026, 8, 1), UnitId = product.OriginUnitId };
        await market.Given(lot);
        await market.Sell(product, 200_000, new DateOnly(2026, 8, 20), lot: lot.Id);
        await market.Sell(product, 300_000, new DateOnly(2026, 8, 20));
        await market.Sell(product, 100_000, new DateOnly(2026, 8, 20));
        using var own = PlanGuard.OfTheTest();
        await using var scope = market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var migrations = db.Database.GetMigrations().ToList();
        await db.GetService<IMigrator>().MigrateAsync(migrations[migrations.FindIndex(name => name.EndsWith("_LotsOfOrderLines", StringComparison.Ordinal)) - 1], Ct);
        Assert.Equal(1, await db.OrderLines.Where(line => line.GoodsDong == 300_000).ExecuteUpdateAsync(set => set.SetProperty(line => line.LotId, LotId.New()), Ct));
        var before = await Lines(db);

        await db.Database.MigrateAsync(Ct);

        Assert.Equal(before.ConvertAll(line => line with { Lot = line.Dong == 300_000 ? null : line.Lot }), await Lines(db));
        Assert.Equal([null, lot.Id, null], (await Lines(db)).Select(line => line.Lot));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Lots.ExecuteDeleteAsync(Ct));
    }

    private static async Task<List<Line>> Lines(MarketplaceDb db) => (await db.OrderLines.AsNoTracking().OrderBy(line => line.GoodsDong).ToListAsync(Ct))
        .ConvertAll(line => new Line(line.Id.Value, line.ProductId.Value, line.LotId, line.NameVi, line.Quantity, line.GoodsDong));

    private sealed record Line(Guid Id, Guid Product, LotId? Lot, string Name, int Quantity, long Dong);
}

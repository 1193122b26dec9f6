using Marketplace.Infrastructure.Data;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Data;

public sealed class PlanGuardTests(TestMarketplace market) : IClassFixture<TestMarketplace>
{
    [Fact]
    public async Task ACommandThatReadsAGrowingTableFromEndToEndIsNoticed()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MARKETPLACE_SQLSERVER") is { Length: > 0 }, "The plans are SQLite's.");
        await using var scope = market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();

        var noticed = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            db.StockLevels.Where(stock => stock.Available > 3).ToListAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("Reads all of StockLevels", noticed.Message);
        Assert.Single(market.Plans.Faults);
        market.Plans.Faults.Clear();
    }

    [Fact]
    public async Task SoIsOneThatCountsItsRowsOrMakesAnIndexForItself()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MARKETPLACE_SQLSERVER") is { Length: > 0 }, "The plans are SQLite's.");
        await using var scope = market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var ct = TestContext.Current.CancellationToken;

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Orders.CountAsync(ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            db.Orders.Where(order => order.Number == "CP").Join(db.StockLevels, order => order.Version, stock => stock.Available, (_, stock) => stock).ToListAsync(ct));

        Assert.Equal(2, market.Plans.Faults.Count);
        market.Plans.Faults.Clear();
    }

    [Fact]
    public async Task SoIsOneThatReadsAllPeriodsOfAPlace()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MARKETPLACE_SQLSERVER") is { Length: > 0 }, "The plans are SQLite's.");
        await using var scope = market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.ActivityRollups.Where(row => row.UnitId == 0 && row.Member == Guid.Empty).ToListAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("Reads all of ActivityRollups of a place", Assert.Single(market.Plans.Faults));
        market.Plans.Faults.Clear();
    }

    [Fact]
    public async Task ACommandThatFindsItsRowsByAnIndexIsNot()
    {
        await using var scope = market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();

        Assert.Empty(await db.Orders.Where(order => order.Number == "CP").ToListAsync(TestContext.Current.CancellationToken));
    }
}

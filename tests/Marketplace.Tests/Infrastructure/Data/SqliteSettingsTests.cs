using Marketplace.Infrastructure.Data;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Data;

/// <summary>What is said to be saved is on the disk, and readers do not wait for writers.</summary>
public sealed class SqliteSettingsTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    public async Task Every_connection_of_the_application_is_set(string pragma, string expected)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        Assert.SkipUnless(db.Database.IsSqlite(), "Of the embedded database.");

        Assert.Equal(expected, await db.Database.SqlQueryRaw<string>($"SELECT CAST({pragma} AS TEXT) AS Value FROM pragma_{pragma}").SingleAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_finds_it_busy_waits()
    {
        await using var scope = _market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        Assert.SkipUnless(db.Database.IsSqlite(), "Of the embedded database.");

        Assert.InRange(await db.Database.SqlQuery<int>($"SELECT timeout AS Value FROM pragma_busy_timeout").SingleAsync(TestContext.Current.CancellationToken), 5_000, 60_000);
    }
}

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

    [Fact]
    public async Task Every_connection_of_the_application_is_set_so()
    {
        await using var scope = _market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        Assert.SkipUnless(db.Database.IsSqlite(), "Of the embedded database.");

        var set = await db.Database.SqlQuery<string>(
            $"SELECT journal_mode || ' ' || synchronous || ' ' || foreign_keys AS Value FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys").SingleAsync(Ct);
        var wait = await db.Database.SqlQuery<int>($"SELECT timeout AS Value FROM pragma_busy_timeout").SingleAsync(Ct);

        Assert.Equal("wal 2 1", set);
        Assert.InRange(wait, 5_000, 60_000);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

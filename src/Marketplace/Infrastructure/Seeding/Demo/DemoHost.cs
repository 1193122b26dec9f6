using System.Diagnostics.CodeAnalysis;
using Marketplace.Domain.Common;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Seeding.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>
/// Plays the invented past in a container of its own: the same services as the application, but a clock that is moved by hand and no background
/// workers. Nothing of it leaves the house.
/// </summary>
internal sealed class DemoHost(IServiceCollection services)
{
    private const string Mark = "demo";
    private const string Begun = "begun";
    private const string Done = "done";

    public async Task Play(IServiceProvider application, CancellationToken ct)
    {
        var today = application.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!await IsNeeded(application, ct))
        {
            return;
        }

        var clock = new SeedClock(VietnamTime.StartOf(today.VietnamDay().AddMonths(-DemoCalendar.Months)));
        await using var provider = Container(clock);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        await db.Database.OpenConnectionAsync(ct);
        if (db.Database.IsSqlite())
        {
            // Until the last row nothing is worth keeping, so durability may wait for the end.
            await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=OFF;", ct);
        }

        await Remember(db, Begun, today, ct);
        await scope.ServiceProvider.GetRequiredService<ReferenceImport>().RunDemo(ct);
        await ActivatorUtilities.CreateInstance<DemoMarket>(scope.ServiceProvider, clock).Open(ct);
        clock.MoveTo(today);
        await Remember(db, Done, today, ct);
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE);", ct);
        }
    }

    /// <summary>A first start that was cut off leaves half a past, and nobody can have used the shop yet: it starts afresh.</summary>
    private static async Task<bool> IsNeeded(IServiceProvider application, CancellationToken ct)
    {
        await using var scope = application.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var mark = await db.DataImports.AsNoTracking().SingleOrDefaultAsync(import => import.Name == Mark, ct);
        if (mark is null)
        {
            return !await db.Producers.AnyAsync(ct);
        }

        if (mark.Version == Done)
        {
            return false;
        }

        if (!db.Database.IsSqlite())
        {
            throw new InvalidOperationException("The demonstration data is incomplete because the first start was interrupted. Give Database:ConnectionString an empty database.");
        }

        await db.Database.EnsureDeletedAsync(ct);
        await db.Database.MigrateAsync(ct);
        await scope.ServiceProvider.GetRequiredService<ReferenceImport>().Run(ct);
        return true;
    }

    [SuppressMessage("Performance", "CA1859:Use concrete types when possible for improved performance", Justification = "The collection's own extension methods are wanted.")]
    private ServiceProvider Container(SeedClock clock)
    {
        IServiceCollection copy = new ServiceCollection();
        foreach (var service in services.Where(service => service.ServiceType != typeof(IHostedService)))
        {
            copy.Add(service);
        }

        copy.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        return copy.BuildServiceProvider();
    }

    private static async Task Remember(MarketplaceDb db, string state, DateTimeOffset now, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.DataImports.FindAsync([Mark], ct) is { } mark)
        {
            (mark.Version, mark.ImportedAt) = (state, now);
        }
        else
        {
            db.DataImports.Add(new DataImport { Name = Mark, Version = state, ImportedAt = now });
        }

        await db.SaveImport(ct);
        db.ChangeTracker.Clear();
    }
}

using System.Diagnostics.CodeAnalysis;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Rules;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Programme.Published;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Data.Sqlite;
using Marketplace.Infrastructure.Quoting;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Seeding.Reference;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>
/// Plays the invented past in a container of its own: the same services as the application, but a clock that is moved by hand and no background
/// workers. Nothing of it leaves the house.
/// </summary>
internal sealed class DemoHost(IServiceCollection services)
{
    /// <summary>Names the row that says how far the demonstration was played.</summary>
    public const string Mark = "demo";

    private const string Begun = "begun";
    private const string Done = "done";

    /// <exception cref="MisconfiguredException">Another start is at it, or the half that is there must not be thrown away.</exception>
    public async Task Play(IServiceProvider application, CancellationToken ct)
    {
        using var alone = Alone(application.GetRequiredService<DataFolder>());
        var today = application.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!await IsNeeded(application, ct))
        {
            return;
        }

        var start = VietnamTime.StartOf(today.VietnamDay().AddMonths(-DemoCalendar.Months));
        var clock = new SeedClock(start);
        await using var provider = Container(clock);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        await db.Hurry(ct);
        await Remember(db, Begun, today, ct);
        await scope.ServiceProvider.GetRequiredService<ReferenceImport>().RunDemo(ct);
        await scope.ServiceProvider.GetRequiredService<DemoAccounts>().EnsureAsync(ct);
        db.ChangeTracker.Clear();
        var market = ActivatorUtilities.CreateInstance<DemoMarket>(scope.ServiceProvider, clock);
        await market.Open(start, ct);
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(new LinkDemoAccounts(today), ct);
        db.ChangeTracker.Clear();
        clock.Reset(start);
        using (var enough = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            var pictures = WorkOnPictures(provider, enough.Token);
            await History(scope.ServiceProvider, market, clock, today, ct);
            await enough.CancelAsync();
            await pictures;
        }

        clock.MoveTo(today);
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(new PublishFigures(), ct);
        await Remember(db, Done, today, ct);
        await db.StopHurrying(ct);
    }

    private static async Task History(IServiceProvider services, DemoMarket market, SeedClock clock, DateTimeOffset today, CancellationToken ct)
    {
        var db = services.GetRequiredService<MarketplaceDb>();
        var past = new DemoPast(await Offers(db, ct), await Homes(db, ct), (await services.GetRequiredService<ShippingBook>().Open(ct)).Destinations, clock.GetUtcNow(), today);
        var buyer = await db.Users.Where(user => user.NormalizedUserName == DemoAccounts.Buyer.Normalized).Select(user => user.Id).SingleAsync(ct);
        var timeline = new DemoTimeline(clock);
        await market.UseFormerCommunes(timeline, ct);
        market.KeepMaking(timeline, today, ct);
        var inbox = ActivatorUtilities.CreateInstance<DemoInbox>(services);
        var reviews = ActivatorUtilities.CreateInstance<DemoReviews>(services, timeline);
        var office = ActivatorUtilities.CreateInstance<DemoOffice>(services, clock, timeline, inbox);
        var makers = ActivatorUtilities.CreateInstance<DemoMakers>(services, clock, timeline, office, reviews);
        var history = ActivatorUtilities.CreateInstance<DemoHistory>(services, clock, timeline, inbox, makers, office);
        await history.Play([.. past.Draw(services.GetRequiredService<SeedOptions>().DemoOrders)], new UserId(buyer), today, ct);
        await history.KeepQuiet(ct);
    }

    /// <summary>The other core makes the illustrations meanwhile, those that lists show first before the others; what is left waits in the queue.</summary>
    private static async Task WorkOnPictures(ServiceProvider provider, CancellationToken enough)
    {
        if (!provider.GetRequiredService<IConfiguration>().GetValue("Jobs:Run", true))
        {
            return;
        }

        await Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await using var scope = provider.CreateAsyncScope();
                    if (!(await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ProcessNextPhoto(NewestFirst: true), CancellationToken.None)).Value)
                    {
                        return;
                    }
                }
            },
            CancellationToken.None);
    }

    private static Task<List<DemoOffer>> Offers(MarketplaceDb db, CancellationToken ct) => (
        from variant in db.Variants
        join product in db.Products on variant.ProductId equals product.Id
        join category in db.Categories on product.CategoryId equals category.Id
        orderby product.Slug, variant.Position
        select new DemoOffer(
            variant.Id, product.ProducerId, product.Slug, variant.Position, product.PublishedAt!.Value, category.IsDomesticOnly, category.BlockedDestinations,
            product.LeadTimeDays)).ToListAsync(ct);

    /// <summary>Buyers live mostly in the big cities, which come first; the others everywhere.</summary>
    private static async Task<List<DemoHome>> Homes(MarketplaceDb db, CancellationToken ct)
    {
        var communes = await db.AdminUnits.Current().Where(unit => unit.Level == AdminLevel.Commune)
            .OrderBy(unit => unit.Parent!.Kind).ThenBy(unit => unit.Kind == "ward" ? 0 : 1).ThenBy(unit => unit.Code)
            .Select(unit => new { unit.Id, unit.ParentId })
            .ToListAsync(ct);
        return [.. communes.Where((_, index) => index % 8 == 0).Select(unit => new DemoHome(unit.ParentId!.Value, unit.Id))];
    }

    /// <summary>
    /// Of two starts in one data folder the second would take the first one's half for one that was cut off, and begin afresh under its feet. The system
    /// lets go of the file however a process ends.
    /// </summary>
    private static FileStream Alone(DataFolder data)
    {
        try
        {
            return new FileStream(Path.Combine(data.Path, "demo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new MisconfiguredException([$"Another start is filling Storage:DataFolder '{data.Path}' with the demonstration just now; wait until it is done, or give another folder."]);
        }
    }

    /// <summary>A first start that was cut off leaves half a past: it starts afresh, unless people have come since, who would be gone.</summary>
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

        if (await db.Users.Except(db.Users.OfTheDemonstration()).AnyAsync(user => !db.Persons.Any(person => person.Id == user.PersonId && person.IsDemo), ct))
        {
            throw new MisconfiguredException(["The demonstration is incomplete because its start was interrupted, and people have signed up since. Set Seed:Demo to false to keep them, or give Storage:DataFolder an empty folder."]);
        }

        await db.Reset(ct);
        await db.Database.MigrateAsync(ct);
        await scope.ServiceProvider.GetRequiredService<ISearchIndex>().Prepare(db, ct);
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

        // Rules and postage do not change while the past is played, whatever its clock says: they are read once.
        var still = new SeedClock(clock.GetUtcNow());
        copy.Replace(ServiceDescriptor.Singleton(provider => new RuleBook(provider.GetRequiredService<IServiceScopeFactory>(), still)));
        copy.Replace(ServiceDescriptor.Singleton(provider => new ShippingBook(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<IOptions<SiteOptions>>(), still)));
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

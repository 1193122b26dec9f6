using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Support;

/// <summary>The real application, container and pipeline, on a database and a clock of the test's own. Starts empty: no reference or demo data.</summary>
public class TestMarketplace : WebApplicationFactory<Program>
{
    /// <summary>Few: passwords of tests need no protection, and each check of one would take as long as ten pages.</summary>
    public const int HashIterations = 1_000;

    private readonly TestDatabase _database = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 9, 1, 3, 0, 0, TimeSpan.Zero));

    /// <summary>Looks at how every command of the application finds its rows.</summary>
    internal PlanGuard Plans { get; } = new();

    public string DataFolder => _database.Folder;

    /// <summary>No for a market that gives MVC a controller or filter of its own.</summary>
    protected virtual bool HasTheUsualActions => true;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Storage:DataFolder", _database.Folder);
        builder.UseSetting("Seed:Reference", "false");
        builder.UseSetting("Seed:Demo", "false");
        builder.UseSetting("Jobs:Run", "false");
        builder.UseSetting("hostBuilder:reloadConfigOnChange", "false");
        if (_database.ServerConnection is { } server)
        {
            builder.UseSetting("Database:Provider", "SqlServer");
            builder.UseSetting("Database:ConnectionString", server);
        }

        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            EndOfRateLimits.In(services);
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
            services.ConfigureDbContext<SqliteMarketplaceDb>(options => options.AddInterceptors(SqlServerMirror.Instance, Plans));
            if (HasTheUsualActions)
            {
                KnownActions.Share(services);
            }
        });
    }

    /// <summary>What fills an empty shop before it opens may read it whole.</summary>
    protected override IHost CreateHost(IHostBuilder builder)
    {
        using var start = PlanGuard.OfTheTest();
        return base.CreateHost(builder);
    }

    /// <summary>Test clients speak as our own pages do; a test of the same-origin guard takes the header away.</summary>
    protected override void ConfigureClient(HttpClient client)
    {
        base.ConfigureClient(client);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    /// <summary>Sends a message through the whole pipeline, in a scope of its own.</summary>
    public async Task<T> Send<T>(IRequest<T> request)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// The same message, or one like it, from several who begin at the same moment, each on a thread of its own: the embedded database answers at once, so that
    /// tasks alone would take turns.
    /// </summary>
    public Task<T[]> SendAtOnce<T>(int senders, Func<IRequest<T>> request) => AtOnce(senders, () => Send(request()));

    /// <inheritdoc cref="SendAtOnce"/>
    public static async Task<T[]> AtOnce<T>(int actors, Func<Task<T>> act)
    {
        using var start = new Barrier(actors);
        return await Task.WhenAll(Enumerable.Range(0, actors).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return act();
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
    }

    public async Task<T> Read<T>(Func<MarketplaceDb, Task<T>> query)
    {
        using var own = PlanGuard.OfTheTest();
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<MarketplaceDb>());
    }

    /// <summary>What is already there when the test begins.</summary>
    public Task Given(params object[] entities) => Read(async db =>
    {
        db.AddRange(entities);
#pragma warning disable RS0030 // A test's own set-up.
        return await db.SaveChangesAsync();
#pragma warning restore RS0030
    });

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _database.Dispose();
            Assert.Empty(Plans.Faults);
        }
    }
}

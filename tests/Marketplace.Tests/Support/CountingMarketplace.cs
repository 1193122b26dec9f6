using System.Collections.Concurrent;
using System.Data.Common;
using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Support;

/// <summary>Counts the SQL commands a request sends, so that a page whose commands grow with its rows is noticed.</summary>
public sealed class CountingMarketplace : TestMarketplace
{
    private readonly CommandCounter _counter = new();

    /// <summary>Commands sent by a page, on the second visit of a warm application.</summary>
    public async Task<int> CommandsOf(HttpClient client, string address)
    {
        await client.Open(address);
        _counter.Count = 0;
        await client.Open(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "sort=newest&after=none");
        return _counter.Count;
    }

    /// <summary>
    /// Queries and guarded updates that a piece of work sends. The rows it saves are left out: SQLite is sent one row at a time, SQL Server forty-two, and
    /// either way a cart of thirty lines has thirty lines to write.
    /// </summary>
    public async Task<int> CommandsOf(Func<Task> work)
    {
        _counter.Count = 0;
        await work();
        return _counter.Count;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("RateLimits:checkout", "100000");
        builder.UseSetting("RateLimits:sign-in", "100000");
        builder.ConfigureServices(services => services.ConfigureDbContext<SqliteMarketplaceDb>(options => options.AddInterceptors(_counter)));
    }
}

/// <summary>Counts queries and guarded updates as they are sent, not the rows saved.</summary>
internal sealed class CommandCounter : DbCommandInterceptor
{
    private int _count;

    public int Count { get => _count; set => _count = value; }

    /// <summary>What the counted commands said, in order.</summary>
    public ConcurrentQueue<string> Texts { get; } = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Add(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Add(command, eventData);
        return ValueTask.FromResult(result);
    }

    private void Add(DbCommand command, CommandEventData told)
    {
        if (told.CommandSource != CommandSource.SaveChanges)
        {
            Texts.Enqueue(command.CommandText);
            Interlocked.Increment(ref _count);
        }
    }
}

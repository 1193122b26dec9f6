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

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.ConfigureDbContext<SqliteMarketplaceDb>(options => options.AddInterceptors(_counter)));
    }
}

/// <summary>Counts commands that read, as they are sent.</summary>
internal sealed class CommandCounter : DbCommandInterceptor
{
    private int _count;

    public int Count { get => _count; set => _count = value; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _count);
        return ValueTask.FromResult(result);
    }
}

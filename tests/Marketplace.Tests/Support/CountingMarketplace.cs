using System.Data.Common;
using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Support;

/// <summary>Counts the SQL commands a request sends, so that a page whose commands grow with its rows is noticed.</summary>
public sealed class CountingMarketplace : TestMarketplace
{
    private readonly Counter _counter = new();

    /// <summary>Commands sent by a page, on the second visit of a warm application.</summary>
    public async Task<int> CommandsOf(HttpClient client, string address)
    {
        await client.Open(address);
        _counter.Commands = 0;
        await client.Open(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "sort=newest&after=none");
        return _counter.Commands;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.ConfigureDbContext<SqliteMarketplaceDb>(options => options.AddInterceptors(_counter)));
    }

    private sealed class Counter : DbCommandInterceptor
    {
        private int _commands;

        public int Commands { get => _commands; set => _commands = value; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _commands);
            return ValueTask.FromResult(result);
        }
    }
}

using System.Data.Common;
using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Support;

/// <summary>
/// A market where somebody else comes first: just before a command that has all these words is sent, their SQL runs beside it. Each once, in the order they
/// were written down.
/// </summary>
internal sealed class InterruptedMarket : TestMarketplace
{
    private readonly Interrupter _interrupter = new();

    public void Before(string sql, params string[] words) => _interrupter.Waiting.Enqueue((sql, words));

    /// <summary>Everything that was written down has happened.</summary>
    public bool IsOver => _interrupter.Waiting.Count == 0;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services =>
        {
            services.ConfigureDbContext<SqliteMarketplaceDb>(options => options.AddInterceptors(_interrupter));
            services.ConfigureDbContext<SqlServerMarketplaceDb>(options => options.AddInterceptors(_interrupter));
        });
    }

    private sealed class Interrupter : DbCommandInterceptor
    {
        public Queue<(string Sql, string[] Words)> Waiting { get; } = [];

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            await Interrupt(command, cancellationToken);
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await Interrupt(command, cancellationToken);
            return result;
        }

        private async Task Interrupt(DbCommand command, CancellationToken ct)
        {
            if (Waiting.TryPeek(out var next) && Array.TrueForAll(next.Words, word => command.CommandText.Contains(word, StringComparison.Ordinal)))
            {
                Waiting.Dequeue();
                await using var other = command.Connection!.CreateCommand();
                other.Transaction = command.Transaction;
#pragma warning disable CA2100 // A test's own words.
                other.CommandText = next.Sql;
#pragma warning restore CA2100
                await other.ExecuteNonQueryAsync(ct);
            }
        }
    }
}

using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Dashboard;
using Marketplace.Features.Programme.Figures;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Marketplace.Benchmarks;

/// <summary>
/// How long a manager's dashboard takes to read with many sales: the same handler as in the application, a context of its own each time, over place,
/// period and indicator. Bounded: a fixed number of readings of each page.
/// </summary>
internal static class DashboardBenchmark
{
    public const int Facts = 10_000_000;
    private const int WarmUp = 5;
    private const int Readings = 60;
    private static readonly Guid Manager = new("018f0000-0000-7000-8000-00000000da5b");

    public static async Task Run(string folder, int facts)
    {
        var file = Path.Combine(folder, "market.db");
        var today = TimeProvider.System.GetUtcNow().VietnamDay();
        await using (var connection = new SqliteConnection($"Data Source={file}"))
        {
            await connection.OpenAsync();
            var generator = new SaleGenerator(connection, facts, today);
            generator.Run();
            Say($"{generator.Number("SELECT count(*) FROM Sales"):N0} facts, {generator.Number("SELECT count(*) FROM SalesRollups"):N0} sums, {generator.Number("SELECT count(*) FROM ReachRollups"):N0} counts, {new FileInfo(file).Length / 1_048_576} MB");
        }

        var counter = new Counter();
        var options = new DbContextOptionsBuilder<SqliteMarketplaceDb>()
            .UseSqlite($"Data Source={file}", sqlite => sqlite.UseParameterizedCollectionMode(DataSetup.ListsAs)).AddInterceptors(counter).Options;
        var places = await Prepare(options);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");
        var month = ProgrammePeriod.Of(PeriodGrain.Month, today).Previous.Code;
        var quarter = ProgrammePeriod.Of(PeriodGrain.Quarter, today).Previous.Code;
        Say($"load of the machine: {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "unknown")}");
        Say($"{"dashboard",-24}{"p50 ms",9}{"p95 ms",9}{"most ms",9}{"commands",10}");
        foreach (var (name, where) in places)
        {
            foreach (var when in (string[])[month, quarter])
            {
                await Measure(options, counter, $"{name}, {when}", where, when);
            }
        }
    }

    private static async Task Measure(DbContextOptions<SqliteMarketplaceDb> options, Counter counter, string name, string where, string when)
    {
        var times = new List<double>();
        for (var reading = -WarmUp; reading < Readings; reading++)
        {
            await using var db = new SqliteMarketplaceDb(options);
            var handler = new ShowDashboardHandler(db, new Territories(db), new FiguresReader(db, new RollupWriter(db)), TimeProvider.System);
            var what = HeadlineIndicators.Codes[(reading + WarmUp) % HeadlineIndicators.Codes.Count];
            counter.Count = 0;
            var watch = Stopwatch.StartNew();
            var model = await handler.Handle(new ShowDashboard(new(Manager), what, where, when, null), CancellationToken.None);
            watch.Stop();
            if (model?.HasSales != true)
            {
                throw new InvalidOperationException($"No figures for {name}.");
            }

            if (reading >= 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        Say($"{name,-24}{times[times.Count / 2],9:0.0}{times[(times.Count * 95 / 100) - 1],9:0.0}{times[^1],9:0.0}{counter.Count,10}");
    }

    /// <summary>A manager of the whole country, and the places that are looked at: the country, its province with most communes, and a commune of it.</summary>
    private static async Task<IReadOnlyList<(string Name, string Code)>> Prepare(DbContextOptions<SqliteMarketplaceDb> options)
    {
        await using var db = new SqliteMarketplaceDb(options);
        var country = await db.AdminUnits.SingleAsync(unit => unit.Level == AdminLevel.Country);
        if (!await db.Users.AnyAsync(user => user.Id == Manager))
        {
            db.Users.Add(new User { Id = Manager, UserName = "benchmark", NormalizedUserName = "BENCHMARK", ManagedUnitId = country.Id });
#pragma warning disable RS0030 // A generator for measurements, outside the application.
            await db.SaveChangesAsync();
#pragma warning restore RS0030
        }

        var sold = db.SalesRollups.Where(row => row.Dimension == Dimensions.Total && row.Grain == PeriodGrain.Month).Select(row => row.UnitId);
        var commune = await db.AdminUnits.Where(unit => unit.Level == AdminLevel.Commune && sold.Contains(unit.Id))
            .GroupBy(unit => unit.ParentId).OrderByDescending(group => group.Count())
            .Select(group => new { Province = group.Key, Commune = group.Min(unit => unit.Code) }).FirstAsync();
        var province = await db.AdminUnits.Where(unit => unit.Id == commune.Province).Select(unit => unit.Code).SingleAsync();
        return [("country", country.Code), ("province", province), ("commune", commune.Commune!)];
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class Counter : DbCommandInterceptor
    {
        public int Count { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return ValueTask.FromResult(result);
        }
    }
}

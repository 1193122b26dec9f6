using System.Diagnostics;
using System.Reflection;
using Marketplace.Infrastructure.Data;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Seeding;

/// <summary>The real process, begun as the README says and killed during its first start.</summary>
public sealed class BrokenOffStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("market-killed-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_readme_opens_with_the_two_commands()
    {
        var commands = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "README.md"), Ct))
            .SkipWhile(line => !line.StartsWith("```", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line != "```").Select(line => line.Split('#')[0].Trim());

        Assert.Equal(["dotnet run --project src/Marketplace", "dotnet test"], commands);
    }

    [Fact]
    public async Task A_first_start_that_is_killed_is_finished_by_the_next()
    {
        await KilledAt("orders");
        await KilledAt("→ http");

        await using var db = new SqliteMarketplaceDb(new DbContextOptionsBuilder<SqliteMarketplaceDb>()
            .UseSqlite($"Data Source={Path.Combine(_folder, "market.db")};Pooling=False").Options);
        Assert.Equal((34, 61, 240), (
            await db.AdminUnits.CountAsync(unit => unit.Level == Marketplace.Domain.Places.AdminLevel.Province && unit.ValidTo == null, Ct),
            await db.Producers.CountAsync(Ct),
            await db.Products.CountAsync(Ct)));
        Assert.InRange(await db.Orders.CountAsync(Ct), 20, 30);
        Assert.All((await db.Postings.AsNoTracking().ToListAsync(Ct)).GroupBy(posting => posting.Amount.Currency), own => Assert.Equal(0, own.Sum(posting => posting.Amount.MinorUnits)));
        Assert.InRange(await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM CardWords").SingleAsync(Ct), 100, int.MaxValue);
        Assert.Equal("wal", await db.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(Ct));
        Assert.Equal("done", (await db.DataImports.SingleAsync(import => import.Name == "demo", Ct)).Version);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Starts the application and kills it when it has said these words; the last of them are said by a start that is done.</summary>
    private async Task KilledAt(string until)
    {
        var configuration = typeof(BrokenOffStartTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "run", "--project", "src/Marketplace", "--no-build", "--configuration", configuration, "--", "--urls", "http://127.0.0.1:0" },
            Environment =
            {
                ["Storage__DataFolder"] = _folder,
                ["Seed__DemoOrders"] = "30",
                ["Jobs__Run"] = "false",
                ["Logging__LogLevel__Default"] = "Warning",
            },
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(Ct);
            while (await process.StandardOutput.ReadLineAsync(Ct) is { } line)
            {
                if (line.Contains(until, StringComparison.Ordinal))
                {
                    return;
                }
            }

            Assert.Fail($"It ended before '{until}': {await errors}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}

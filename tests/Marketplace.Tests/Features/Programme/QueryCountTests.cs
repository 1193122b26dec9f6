using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Programme;

/// <summary>What a page of figures costs does not grow with what was sold.</summary>
public sealed class QueryCountTests
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    [Fact]
    public async Task Pages_of_figures_send_as_many_commands_for_a_thousand_rows_as_for_ten()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 100_000, Day);
        await market.Publish();
        using var centre = await market.As(await market.Manager(market.Country));
        using var guest = market.AsGuest();

        // Who brings a session that is over gets pages made anew, as a guest.
        guest.DefaultRequestHeaders.Add("Cookie", SessionCookie.Name + "=over");
        string[] mine = ["/programme?when=2026-08", "/programme?where=08&when=2026-Q3", "/programme?where=00901&when=2026-08", "/programme/figures.csv?where=08&when=2026-08", "/programme/sales?when=2026-08"];
        string[] everyones = ["/indicators?when=2026-08", "/indicators/figures.csv?when=2026-08", "/api/v1/indicators/B1/values"];

        var few = await Counted(market, centre, mine, guest, everyones);
        var rows = await market.Read(db => db.SalesRollups.CountAsync(TestContext.Current.CancellationToken));
        await Grow(market);
        await market.SellWidely(market.QuanBa, Day);
        await market.SellWidely(market.SaPa, Day);
        await market.Publish();
        var many = await Counted(market, centre, mine, guest, everyones);

        Assert.True(await market.Read(db => db.SalesRollups.CountAsync(TestContext.Current.CancellationToken)) > rows + 1000);
        Assert.Equal(few, many);
        Assert.All(few, page => Assert.InRange(page.Value, 1, 25));
    }

    /// <summary>However many sales there are, the pages of figures never open them, nor the orders behind them.</summary>
    [Theory]
    [InlineData("/programme?when=2026-08")]
    [InlineData("/programme?where=08&when=2026-Q3&what=A1")]
    [InlineData("/programme?where=00901&when=2026-08")]
    [InlineData("/programme/figures.csv?where=08&when=2026-08")]
    [InlineData("/indicators?when=2026-08")]
    [InlineData("/api/v1/indicators/C1/values")]
    public async Task Pages_of_figures_read_roll_ups_and_what_was_published_only(string path)
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 100_000, Day);
        using var centre = await market.As(await market.Manager(market.Country));
        market.Commands.Texts.Clear();

        using var answer = await centre.Get(path);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Contains(market.Commands.Texts, text => text.Contains("\"SalesRollups\"", StringComparison.Ordinal) || text.Contains("\"PublishedFigures\"", StringComparison.Ordinal));
        string[] facts = ["Sales", "SaleAllocations", "ActivityRollups", "Orders", "ProducerOrders", "OrderLines"];
        Assert.All(market.Commands.Texts, text => Assert.DoesNotContain(facts, fact => text.Contains($"FROM \"{fact}\"", StringComparison.Ordinal) || text.Contains($"JOIN \"{fact}\"", StringComparison.Ordinal)));
    }

    private static async Task<Dictionary<string, int>> Counted(ProgrammeMarket market, HttpClient centre, string[] mine, HttpClient guest, string[] everyones)
    {
        var counts = new Dictionary<string, int>();
        foreach (var (client, path) in mine.Select(path => (centre, path)).Concat(everyones.Select(path => (guest, path))))
        {
            for (var warm = 0; warm < 2; warm++)
            {
                // Public figures are kept for five minutes: a visit after that makes them anew.
                market.Clock.Advance(TimeSpan.FromMinutes(6));
                market.Commands.Count = 0;
                using var answer = await client.Get(path);
                Assert.True(answer.IsSuccessStatusCode, path);
                counts[path] = market.Commands.Count;
            }
        }

        return counts;
    }

    /// <summary>Sixty communes more in the same province, each with its sums by dimension and month.</summary>
    private static async Task Grow(ProgrammeMarket market)
    {
        var communes = Enumerable.Range(0, 60).Select(number => new AdminUnit
        {
            Level = AdminLevel.Commune,
            Code = $"{20_000 + number}",
            Kind = "commune",
            NameVi = $"Xã {number}",
            NameEn = $"Commune {number}",
            ValidFrom = new DateOnly(2025, 7, 1),
            FoldedName = Fold.Text($"Xã {number}"),
        }).ToList();
        await market.Read(async db =>
        {
            var province = await db.AdminUnits.SingleAsync(unit => unit.Code == "08", TestContext.Current.CancellationToken);
            foreach (var commune in communes)
            {
                db.Entry(db.Add(commune).Entity).Property<int?>("ParentId").CurrentValue = province.Id;
            }

#pragma warning disable RS0030 // A test's own set-up.
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
#pragma warning restore RS0030
        });
        await market.Given([
            .. from commune in communes
               from dimension in (string[])[Dimensions.Total, Dimensions.Quality, Dimensions.Gender, Dimensions.Difficult, Dimensions.Export, Dimensions.Destination]
               from month in (int[])[6, 7, 8]
               select (object)new SalesRollup
               {
                   UnitId = commune.Id,
                   Grain = PeriodGrain.Month,
                   Start = new DateOnly(2026, month, 1),
                   Dimension = dimension,
                   Key = dimension == Dimensions.Total ? "" : "1",
                   Facts = 1,
                   ValueDong = 1000,
               }]);
    }
}

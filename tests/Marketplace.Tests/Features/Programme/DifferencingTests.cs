using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Published;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Programme;

/// <summary>
/// An attacker takes everything the public interface says of a quarter, writes down that months add to the quarter and provinces to the country, and
/// solves for what is hidden, indicator by indicator and across indicators. Worked out here apart from the code that hides.
/// </summary>
public sealed class DifferencingTests
{
    private const int Provinces = 9;
    private const int Minority = 900;
    private static readonly string[] Columns = ["2026-07", "2026-08", "2026-09", "2026-Q3"];
    private readonly Dictionary<int, string> _codes = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    public async Task Nothing_hidden_follows_from_what_is_published(int seed, bool sellElsewhereToo = false)
    {
        await using var market = await ProgrammeMarket.Open();
        var places = await MakePlaces(market);
        var sales = Draw(new Random(seed), market.Services.GetRequiredService<ColumnProtector>(), places);
        if (sellElsewhereToo)
        {
            sales.AddRange(Elsewhere(sales, places));
        }

        // What was public on any day stays with the attacker: after each month, and at the end of the quarter.
        var published = new Dictionary<(string Code, string Place, string Period), ApiValue>();
        for (var month = 7; month <= 9; month++)
        {
            market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, month, 5).AddMonths(1)));
            await Recognise(market, sales.FindAll(sale => sale.Day.Month == month));
            await market.Publish();
            foreach (var code in HeadlineIndicators.Codes)
            {
                foreach (var value in (await market.Send(new ListValues(code, null, null, 1, 500)))!.Values.Where(value => Columns.Contains(value.Period)))
                {
                    if (!published.TryGetValue((code, value.Place, value.Period), out var before) || before.Suppressed.Length > 0)
                    {
                        published[(code, value.Place, value.Period)] = value;
                    }
                }
            }
        }

        List<Cell> cells = [.. places.Select(place => place.Province.Code).Prepend("VN").SelectMany(_ => Columns, (place, period) => new Cell(place, period))];
        AttackBoth("B1", cell => IsOpen("B1", cell), sale => (sale.ValueDong, 0));
        AttackBoth("E1", cell => IsOpen("E1", cell), sale => Split(sale, sale.IsExport ? sale.ValueDong : 0));
        AttackBoth("D3", cell => IsOpen("D3", cell) && IsOpen("B1", cell), sale => Split(sale, sale.Region == 3 ? sale.ValueDong : 0));
        AttackBoth("C1", cell => IsOpen("C1", cell) || (IsOpen("C2", cell) && IsOpen("B1", cell)), sale => Split(sale, To(sale, share => share.PersonKey is not null)));
        AttackBoth("D1", cell => IsOpen("D1", cell), sale => (To(sale, share => share.Gender == Gender.Female), To(sale, share => share.Gender is Gender.Male)),
            cell => Few(People([cell], share => share.Gender == Gender.Female)) || Few(People([cell], share => share.Gender == Gender.Male)));
        Attack("A1", cells, cell => IsOpen("A1", cell), cell => People([cell], share => share.EthnicityCipher is not null) > 0, some => Few(People(some, share => share.EthnicityCipher is not null)));
        Assert.Contains(published.Values, value => value.Suppressed.Length > 0);
        Assert.Contains(published.Values, value => value is { Suppressed: "", Value: > 0 });

        // Where all sales are public, the part tells what is left and the other way round, and no part is unknown when nothing is left.
        void AttackBoth(string code, Func<Cell, bool> isOpen, Func<Sale, (long Part, long Others)> split, Func<Cell, bool>? betraysToo = null)
        {
            foreach (var swap in (bool[])[false, true])
            {
                (long Part, long Others) Of(Sale sale) => split(sale) is var two && swap ? (two.Others, two.Part) : two;
                Attack(
                    code, cells, isOpen,
                    cell => Inside(sales, cell).Exists(sale => Of(sale).Part != 0) && (code == "B1" || !IsOpen("B1", cell) || Inside(sales, cell).Exists(sale => Of(sale).Others != 0)),
                    some => Betrays([.. some.SelectMany(cell => Inside(sales, cell))], Of) || (some is [var only] && betraysToo?.Invoke(only) == true));
            }
        }

        int People(List<Cell> some, Func<SaleAllocation, bool> which) =>
            some.SelectMany(cell => Inside(sales, cell)).SelectMany(sale => sale.Allocations).Where(share => share.PersonKey is not null && which(share)).DistinctBy(share => Convert.ToHexString(share.PersonKey!)).Count();

        static bool Few(int persons) => persons is > 0 and < 5;

        bool IsOpen(string code, Cell cell) => published[(code, cell.Place, cell.Period)].Suppressed.Length == 0;
    }

    /// <summary>
    /// What betrays someone is hidden, and is not the only solution of the sums either; nor do the hidden cells of a sum together betray anyone, whose sum is what is
    /// left of a public total. The attacker knows where there is nothing to hide: that a province exports nothing is no secret.
    /// </summary>
    private static void Attack(string code, List<Cell> cells, Func<Cell, bool> isOpen, Func<Cell, bool> isSecret, Func<List<Cell>, bool> betrays)
    {
        var unknown = cells.FindAll(cell => !isOpen(cell) && isSecret(cell));
        List<long[]> equations = [
            .. Columns.Select(period => Equation(unknown, cell => cell.Period == period, cell => cell.Place == "VN")),
            .. cells.Select(cell => cell.Place).Distinct().Select(place => Equation(unknown, cell => cell.Place == place, cell => cell.Period == "2026-Q3"))];
        var rank = Rank(equations);
        foreach (var cell in cells.Where(cell => betrays([cell])))
        {
            Assert.False(isOpen(cell), $"{code} of {cell} is published.");
            Assert.True(!isSecret(cell) || Rank([.. equations, Equation(unknown, other => other == cell, _ => false)]) > rank, $"{code} of {cell} follows from what is published.");
        }

        IEnumerable<(Cell Total, List<Cell> Members)> sums = [
            .. Columns.Select(period => (new Cell("VN", period), cells.FindAll(cell => cell.Period == period && cell.Place != "VN"))),
            .. cells.Select(cell => cell.Place).Distinct().Select(place => (new Cell(place, "2026-Q3"), cells.FindAll(cell => cell.Place == place && cell.Period != "2026-Q3")))];
        foreach (var (total, members) in sums.Where(sum => isOpen(sum.Total)))
        {
            var left = members.FindAll(unknown.Contains);
            Assert.False(left.Count > 0 && betrays(left), $"{code}: what is left of {total}, {string.Join(" and ", left)}, is too few's.");
        }
    }

    /// <summary>Of the unknown cells, those of a sum: the total counts against its members.</summary>
    private static long[] Equation(List<Cell> unknown, Func<Cell, bool> isIn, Func<Cell, bool> isTotal) =>
        [.. unknown.Select(cell => !isIn(cell) ? 0L : isTotal(cell) ? -1L : 1L)];

    /// <summary>Rank over the numbers modulo a prime, which is exact for coefficients this small.</summary>
    private static int Rank(IEnumerable<long[]> equations)
    {
        const long prime = 1_000_003;
        var rows = equations.Select(row => row.Select(value => (value + prime) % prime).ToArray()).ToList();
        var rank = 0;
        for (var column = 0; column < (rows is [var first, ..] ? first.Length : 0); column++)
        {
            if (rows.FindIndex(rank, row => row[column] != 0) is var pivot && pivot < 0)
            {
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            for (var other = rank + 1; other < rows.Count; other++)
            {
                var factor = rows[other][column];
                var head = rows[rank][column];
                rows[other] = [.. rows[other].Select((value, i) => ((value * head) - (rows[rank][i] * factor % prime) + prime) % prime)];
            }

            rank++;
        }

        return rank;
    }

    /// <summary>The rule in its own words: fewer than five producers or ten orders, or one producer over 70 %, in the part or in what is left without it.</summary>
    private static bool Betrays(List<Sale> inside, Func<Sale, (long Part, long Others)> split)
    {
        return Few(sale => sale.ValueDong) || Few(sale => split(sale).Part) || Few(sale => split(sale).Others);

        bool Few(Func<Sale, long> value)
        {
            var some = inside.FindAll(sale => value(sale) > 0);
            return some.Count > 0 && (some.DistinctBy(sale => sale.ProducerId).Count() < 5 || some.DistinctBy(sale => sale.OrderId).Count() < 10
                || some.GroupBy(sale => sale.ProducerId).Max(own => own.Sum(value)) * 100 > some.Sum(value) * 70);
        }
    }

    private List<Sale> Inside(List<Sale> sales, Cell cell) => sales.FindAll(sale => (cell.Place == "VN" || _codes[sale.ProvinceId] == cell.Place)
        && (cell.Period == "2026-Q3" || ProgrammePeriod.Of(PeriodGrain.Month, sale.Day).Code == cell.Period));

    private static (long Part, long Others) Split(Sale sale, long part) => (part, sale.ValueDong - part);

    private static long To(Sale sale, Func<SaleAllocation, bool> whom) => sale.Allocations.Where(whom).Sum(share => share.ValueDong);

    private async Task<List<(AdminUnit Province, AdminUnit Commune, int Region)>> MakePlaces(ProgrammeMarket market)
    {
        List<(AdminUnit Province, AdminUnit Commune, int Region)> places = [];
        for (var i = 0; i < Provinces; i++)
        {
            var province = ProgrammeMarket.Unit(AdminLevel.Province, $"{40 + i}", $"Tỉnh {i}", null);
            var commune = ProgrammeMarket.Unit(AdminLevel.Commune, $"3{i:0000}", $"Xã {i}", province);
            await market.Given(commune);
            await market.Given(ProgrammeMarket.Listed(commune, 1 + (i % 3)));
            places.Add((province, commune, 1 + (i % 3)));
            _codes[province.Id] = province.Code;
        }

        return places;
    }

    /// <summary>Provinces of very different size, with households and with groups that have not said whose work it was.</summary>
    private static List<Sale> Draw(Random random, ColumnProtector protector, List<(AdminUnit Province, AdminUnit Commune, int Region)> places)
    {
        List<Sale> sales = [];
        foreach (var (province, commune, region) in places)
        {
            var producers = random.GetItems([0, 2, 4, 8, 14, 20], 1)[0];
            for (var producer = 0; producer < producers; producer++)
            {
                var id = ProducerId.New();
                List<SaleAllocation> people = [.. Enumerable.Range(0, random.GetItems([0, 1, 1, 6], 1)[0]).Select(_ => Person(random, protector))];
                for (var month = 7; month <= 9; month++)
                {
                    for (var order = random.Next(4); order > 0; order--)
                    {
                        sales.Add(Sold(id, people, province, commune, region, new DateOnly(2026, month, random.Next(1, 29)), random.Next(1, 40) * 25_000, random.Next(5) == 0));
                    }
                }
            }
        }

        return sales;
    }

    /// <summary>The same producers' goods from the next province, in the same orders.</summary>
    private static List<Sale> Elsewhere(List<Sale> sales, List<(AdminUnit Province, AdminUnit Commune, int Region)> places) => [.. sales.Select(sale =>
    {
        var (province, commune, region) = places[(places.FindIndex(place => place.Province.Id == sale.ProvinceId) + 1) % places.Count];
        return Sold(sale.ProducerId, [.. sale.Allocations.Where(share => share.PersonKey is not null)], province, commune, region, sale.Day, sale.ValueDong, sale.IsExport, sale.OrderId);
    })];

    /// <summary>Someone with her key and what she states; a pattern for her shares.</summary>
    private static SaleAllocation Person(Random random, ColumnProtector protector)
    {
        var key = Guid.NewGuid().ToByteArray();
        return new SaleAllocation
        {
            PersonKey = key,
            EthnicityCipher = random.Next(2) == 0 ? protector.EthnicGroup(key, Minority) : null,
            Gender = random.GetItems([Gender.Female, Gender.Female, Gender.Male, Gender.NotStated], 1)[0],
            ValueDong = 0,
            PayableDong = 0,
            Quality = AllocationQuality.A,
        };
    }

    private static Sale Sold(ProducerId producer, List<SaleAllocation> people, AdminUnit province, AdminUnit commune, int region, DateOnly day, long dong, bool isExport, OrderId? order = null)
    {
        var line = OrderLineId.New();
        var sale = new Sale
        {
            FactKey = $"line:{line.Value:N}",
            OrderLineId = line,
            PartId = ProducerOrderId.New(),
            OrderId = order ?? OrderId.New(),
            ProducerId = producer,
            ProductId = ProductId.New(),
            CategoryId = 1,
            UnitId = commune.Id,
            ProvinceId = province.Id,
            Region = region,
            IsExtremelyDifficult = false,
            Day = day,
            SoldOn = day,
            Quantity = 1,
            ValueDong = dong,
            FeeDong = 0,
            WithheldDong = 0,
            IsExport = isExport,
            CountryCode = isExport ? "FR" : "VN",
            Channel = SalesChannel.Self,
            RecognisedAt = Some.Moment,
        };
        var shares = people.Count == 0 ? [dong] : Apportion.ByLargestRemainder(dong, [.. people.Select(_ => 1L)]);
        foreach (var (share, i) in shares.Select((share, i) => (share, i)))
        {
            var person = people.ElementAtOrDefault(i);
            sale.Allocate(new SaleAllocation
            {
                PersonKey = person?.PersonKey,
                EthnicityCipher = person?.EthnicityCipher,
                Gender = person?.Gender ?? Gender.NotStated,
                ValueDong = share,
                PayableDong = share,
                Quality = person?.Quality ?? AllocationQuality.Unallocated,
            });
        }

        return sale;
    }

    private static async Task Recognise(ProgrammeMarket market, List<Sale> sales)
    {
        await using var scope = market.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        db.Sales.AddRange(sales);
        await scope.ServiceProvider.GetRequiredService<RollupWriter>().Apply(sales, market.Services.GetRequiredService<ColumnProtector>().GroupOf, Ct);
#pragma warning disable RS0030 // A test's own set-up.
        await db.SaveChangesAsync(Ct);
#pragma warning restore RS0030
    }

    private readonly record struct Cell(string Place, string Period);
}

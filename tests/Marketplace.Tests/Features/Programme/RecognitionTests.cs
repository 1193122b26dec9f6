using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Domain.Rules;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Features.Programme.Rollups;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Programme;

public sealed class RecognitionTests
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    [Fact]
    public async Task A_delivered_and_settled_line_becomes_a_fact_of_its_day_and_place()
    {
        await using var market = await ProgrammeMarket.Open();
        var product = await market.Product(await market.Maker(market.LungTam));

        await market.Sell(product, 500_000, Day, "FR");

        var sale = Assert.Single(await Facts(market));
        Assert.Equal((Day, market.LungTam.Id, market.TuyenQuang.Id, 3), (sale.Day, sale.UnitId, sale.ProvinceId, sale.Region));
        Assert.Equal((500_000, 50_000, 5_000, 445_000, true, "FR"), (sale.ValueDong, sale.FeeDong, sale.WithheldDong, sale.PayableDong, sale.IsExport, sale.CountryCode));
    }

    [Fact]
    public async Task The_business_day_is_Viet_Nams()
    {
        await using var market = await ProgrammeMarket.Open();
        var order = market.Order(await market.Product(await market.Maker(market.LungTam)), 100_000);
        ProgrammeMarket.Walk(order, new DateTimeOffset(2026, 8, 31, 17, 30, 0, TimeSpan.Zero));
        order.TakeEvents();

        await market.Send(new ProgrammeMarket.Recognised(order));

        Assert.Equal(new DateOnly(2026, 9, 1), Assert.Single(await Facts(market)).Day);
    }

    [Fact]
    public async Task The_same_event_twice_makes_one_fact()
    {
        await using var market = await ProgrammeMarket.Open();
        var order = await market.Sell(await market.Maker(market.LungTam), 100_000, Day);
        var recognised = new PartRecognised(order.Id, order.Parts.Single().Id);

        await market.Do(order, recognised, recognised);

        Assert.Single(await Facts(market));
        Assert.Equal(100_000, await Total(market, RollupKeys.Country));
    }

    [Fact]
    public async Task Cash_on_delivery_counts_when_the_courier_has_remitted_it()
    {
        await using var market = await ProgrammeMarket.Open();
        var order = market.Order(await market.Product(await market.Maker(market.LungTam)), 100_000, method: PaymentMethod.CashOnDelivery);
        ProgrammeMarket.Walk(order, market.Clock.GetUtcNow());
        Assert.DoesNotContain(order.TakeEvents(), one => one is PartRecognised);
        await market.Send(new ProgrammeMarket.Recognised(order));
        Assert.Empty(await Facts(market));

        order.SettlePart(order.Parts.Single().Id, market.Clock.GetUtcNow());

        Assert.Contains(order.TakeEvents(), one => one is PartRecognised);
    }

    [Fact]
    public async Task The_only_person_of_a_household_gets_all_of_it_with_quality_A()
    {
        await using var market = await ProgrammeMarket.Open();

        await market.Sell(await market.Maker(market.LungTam, "dao", Gender.Female), 100_000, Day);

        var share = Assert.Single(Assert.Single(await Facts(market)).Allocations);
        Assert.Equal((100_000, 89_000, AllocationQuality.A, Gender.Female), (share.ValueDong, share.PayableDong, share.Quality, share.Gender));
        Assert.NotNull(share.PersonKey);
        Assert.Equal(
            await market.Read(db => db.EthnicGroups.Where(group => group.Slug == "dao").Select(group => (int?)group.Id).SingleAsync()),
            market.Services.GetRequiredService<ColumnProtector>().GroupOf(share));
    }

    [Fact]
    public async Task Members_get_their_declared_shares_and_the_rest_stays_unallocated()
    {
        await using var market = await ProgrammeMarket.Open();
        var group = await market.Producer(market.LungTam, ProducerKind.Cooperative, memberCount: 9, members: [(market.Person(), 3_333), (market.Person("dao", Gender.Male), 3_333)]);

        await market.Sell(group, 100_001, Day);

        var sale = Assert.Single(await Facts(market));
        Assert.Equal(sale.ValueDong, sale.Allocations.Sum(share => share.ValueDong));
        Assert.Equal(sale.PayableDong, sale.Allocations.Sum(share => share.PayableDong));
        Assert.Equal(2, sale.Allocations.Count(share => share.Quality == AllocationQuality.C && share.ValueDong is 33_330 or 33_331));
        Assert.Null(Assert.Single(sale.Allocations, share => share.Quality == AllocationQuality.Unallocated).PersonKey);
    }

    [Fact]
    public async Task The_batchs_makers_go_before_the_members()
    {
        await using var market = await ProgrammeMarket.Open();
        var (maker, other) = (market.Person(), market.Person("dao"));
        var group = await market.Producer(market.LungTam, ProducerKind.Group, memberCount: 5, members: [(maker, 5_000), (other, 5_000)]);
        var product = await market.Product(group);
        var lot = new Lot { Id = LotId.New(), ProductId = product.Id, Code = "L1", MadeOn = Day, UnitId = market.LungTam.Id };
        lot.AddMaker(maker.Id, 10_000);
        await market.Given(lot);

        await market.Sell(product, 100_000, Day, lot: lot.Id);

        Assert.Equal((AllocationQuality.A, 100_000), (Assert.Single(await Facts(market)).Allocations.Single().Quality, Assert.Single(await Facts(market)).Allocations.Single().ValueDong));
    }

    [Fact]
    public async Task People_and_gender_are_taken_only_with_consent_and_the_read_is_logged()
    {
        await using var market = await ProgrammeMarket.Open();
        var silent = await market.Producer(market.LungTam, consents: false, members: (market.Person(), 10_000));

        await market.Sell(silent, 100_000, Day);

        var share = Assert.Single(Assert.Single(await Facts(market)).Allocations);
        Assert.Equal((null, Gender.NotStated), (share.EthnicityCipher, share.Gender));
        Assert.NotNull(share.PersonKey);
        Assert.Empty(await market.Read(db => db.AuditEvents.Where(entry => entry.Action == "sensitive.read").ToListAsync()));

        await market.Sell(await market.Maker(market.LungTam), 100_000, Day);

        Assert.Single(await market.Read(db => db.AuditEvents.Where(entry => entry.Action == "sensitive.read").ToListAsync()));
    }

    [Fact]
    public async Task A_refunded_part_is_followed_by_negative_facts_once()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(Day));
        var order = await market.Sell(await market.Maker(market.LungTam), 100_000, Day);
        market.Clock.Advance(TimeSpan.FromDays(20));
        var refunded = new PartRefunded(order.Id, order.Parts.Single().Id);

        await market.Do(order, refunded, refunded);
        await market.Do(order, refunded);

        var facts = await Facts(market);
        Assert.Equal(2, facts.Count);
        Assert.Equal(0, facts.Sum(fact => fact.ValueDong));
        Assert.Equal(facts[0].FactKey.Replace("line:", "refund:", StringComparison.Ordinal), facts[1].FactKey);
        Assert.Equal(Day, facts[1].Day);
        Assert.Equal(0, await Total(market, RollupKeys.Country));
        Assert.All(await market.Read(db => db.ReachRollups.ToListAsync()), reach => Assert.Equal((0, 0, 0, 0L), (reach.Producers, reach.Orders, reach.MinorityPersons, reach.TopProducerDong)));
    }

    [Fact]
    public async Task A_refund_after_the_month_is_locked_is_dated_when_it_happened()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(Day));
        var order = await market.Sell(await market.Maker(market.LungTam), 100_000, Day);
        market.Clock.Advance(TimeSpan.FromDays(90));

        await market.Do(order, new PartRefunded(order.Id, order.Parts.Single().Id));

        Assert.Equal(Day.AddDays(90), (await Facts(market))[1].Day);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public async Task How_long_a_month_is_corrected_is_the_rule_in_force_at_its_end(int changed, bool isCorrected)
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Given(new PolicyValue { Code = PolicyCodes.MonthLockDays, Value = 10, ValidFrom = new DateOnly(2026, changed, 15), Source = "test" });
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 20)));
        var day = new DateOnly(2026, 8, 20);
        var order = await market.Sell(await market.Maker(market.LungTam), 100_000, day);
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 9, 30)));

        await market.Do(order, new PartRefunded(order.Id, order.Parts.Single().Id));

        Assert.Equal(isCorrected ? day : new DateOnly(2026, 9, 30), (await Facts(market))[1].Day);
    }

    /// <summary>The list that named the commune has ended before the sale, so neither the sale nor its refund is from a difficult place.</summary>
    [Fact]
    public async Task A_refund_is_of_the_class_of_its_sale()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Given(new UnitClassification { UnitId = market.SaPa.Id, Scheme = "861/2025", Region = 3, ValidFrom = new DateOnly(2025, 7, 1), ValidTo = new DateOnly(2026, 6, 30) });
        market.Clock.AdjustTime(VietnamTime.StartOf(Day).AddHours(10));
        var maker = await market.Maker(market.SaPa);
        var order = await market.Sell(maker, 300_000, Day);
        await market.Sell(maker, 100_000, Day);

        await market.Refund(order);

        var difficult = await market.Read(db => db.SalesRollups.Where(row => row.UnitId == RollupKeys.Country && row.Grain == PeriodGrain.Month && row.Dimension == Dimensions.Difficult && row.Key == "1").SumAsync(row => row.ValueDong));
        var model = (await market.Send(new Marketplace.Features.Programme.Dashboard.ShowDashboard((await market.Manager(market.Country)).UserId, null, null, "2026-08", null)))!;
        Assert.Equal((0, 0), (difficult, model.Tiles.Single(tile => tile.Code == "D3").Amount));
    }

    /// <summary>Refunded in a later month, when the place is on no list any more, a sale still leaves the class that it came into.</summary>
    [Fact]
    public async Task A_refund_after_the_lock_is_of_the_class_of_its_sale()
    {
        await using var market = await ProgrammeMarket.Open(withList: false);
        await market.Given(new UnitClassification { UnitId = market.SaPa.Id, Scheme = "60/2026", Region = 3, ValidFrom = new DateOnly(2026, 1, 1), ValidTo = new DateOnly(2026, 9, 30) });
        market.Clock.AdjustTime(VietnamTime.StartOf(Day).AddHours(10));
        var order = await market.Sell(await market.Maker(market.SaPa), 300_000, Day);
        market.Clock.Advance(TimeSpan.FromDays(90));

        await market.Refund(order);

        var reversal = (await Facts(market))[1];
        Assert.Equal((Day.AddDays(90), Day), (reversal.Day, reversal.SoldOn));
        Assert.Equal(-300_000, await market.Read(db => db.SalesRollups.Where(row => row.UnitId == RollupKeys.Country && row.Grain == PeriodGrain.Month && row.Start == new DateOnly(2026, 11, 1) && row.Dimension == Dimensions.Difficult && row.Key == "1").SumAsync(row => row.ValueDong)));
    }

    [Fact]
    public async Task Sales_of_one_moment_all_arrive_in_the_roll_ups()
    {
        await using var market = await ProgrammeMarket.Open();
        var product = await market.Product(await market.Maker(market.LungTam));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => market.Sell(product, 100_000, Day))));

        Assert.Equal(1_200_000, await Total(market, RollupKeys.Country));
        Assert.Equal(12, (await market.Read(db => db.ReachRollups.SingleAsync(row => row.UnitId == RollupKeys.Country && row.Grain == PeriodGrain.Month && row.Slice == Slices.All))).Orders);
    }

    [Fact]
    public async Task Rebuilding_gives_the_same_bytes()
    {
        await using var market = await ProgrammeMarket.Open();
        var random = new Random(7);
        List<Product> products = [];
        foreach (var commune in (AdminUnit[])[market.LungTam, market.QuanBa, market.SaPa])
        {
            products.Add(await market.Product(await market.Maker(commune, random.Next(2) == 0 ? "mong" : "kinh", (Gender)random.Next(4))));
            products.Add(await market.Product(await market.Producer(commune, ProducerKind.Cooperative, memberCount: 4, members: [(market.Person("dao"), 2_500), (market.Person(null, Gender.Male), 2_500)])));
        }

        for (var i = 0; i < 40; i++)
        {
            var order = await market.Sell(products[random.Next(products.Count)], random.Next(1, 900) * 1_000L, new DateOnly(2026, 6, 20).AddDays(random.Next(60)), random.Next(4) == 0 ? "FR" : "VN");
            if (i % 5 == 0)
            {
                await market.Do(order, new PartRefunded(order.Id, order.Parts.Single().Id));
            }
        }

        var before = await market.Rollups();
        Assert.NotEmpty(before);
        foreach (var quarter in (string[])["2026-Q2", "2026-Q3"])
        {
            Assert.Empty((await market.Send(new RebuildRollups(ProgrammePeriod.Parse(quarter)!.Value))).Refusals);
        }

        Assert.Equal(before, await market.Rollups());
    }

    /// <summary>The largest producers of a place are reversed together: the next one is the largest, not one whose row is about to change.</summary>
    [Fact]
    public async Task Several_producers_refunded_in_one_step_leave_the_roll_ups_a_rebuild_would_write()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(Day));
        List<Order> orders = [];
        foreach (var dong in (long[])[900_000, 700_000, 500_000, 300_000])
        {
            orders.Add(await market.Sell(await market.Maker(market.LungTam), dong, Day));
        }

        await market.Do(orders[0], [.. orders.Take(3).Select(order => new PartRefunded(order.Id, order.Parts.Single().Id))]);

        var before = await market.Rollups();
        Assert.All(await market.Read(db => db.ReachRollups.Where(reach => reach.Slice == Slices.All).ToListAsync()), reach => Assert.Equal(300_000, reach.TopProducerDong));
        Assert.Empty((await market.Send(new RebuildRollups(ProgrammePeriod.Parse("2026-Q3")!.Value))).Refusals);
        Assert.Equal(before, await market.Rollups());
    }

    private static Task<List<Sale>> Facts(TestMarketplace market) =>
        market.Read(db => db.Sales.AsNoTracking().Include(sale => sale.Allocations).OrderBy(sale => sale.Id).ToListAsync());

    private static Task<long> Total(TestMarketplace market, int unit) => market.Read(db =>
        db.SalesRollups.Where(row => row.UnitId == unit && row.Grain == PeriodGrain.Quarter && row.Dimension == Dimensions.Total).SumAsync(row => row.ValueDong));
}

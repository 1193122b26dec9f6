using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Features.Programme.Facts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Programme;

/// <summary>Whose place it is, and which list of difficult places names it.</summary>
public sealed class DashboardPlacesTests
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    [Fact]
    public async Task Each_level_sees_its_own_and_nothing_else()
    {
        await using var market = await ProgrammeMarket.Open();
        var (centre, province, commune) = (await market.Manager(market.Country), await market.Manager(market.TuyenQuang), await market.Manager(market.LungTam));

        Assert.NotNull(await market.Show(centre.UserId, "15"));
        Assert.NotNull(await market.Show(centre.UserId, "03006"));
        Assert.NotNull(await market.Show(province.UserId, "00901"));
        Assert.Equal("08", (await market.Show(province.UserId))!.Choices.Where);
        Assert.Equal("00901", (await market.Show(commune.UserId))!.Choices.Where);
        foreach (var (manager, where) in ((UserId, string)[])[(province.UserId, "15"), (province.UserId, "03006"), (province.UserId, "VN"), (commune.UserId, "08"), (commune.UserId, "00907"), (centre.UserId, "99")])
        {
            Assert.Null(await market.Show(manager, where));
            Assert.Null(await market.Send(new ListSales(manager, null, where, "2026-08", 1)));
        }
    }

    [Fact]
    public async Task Someone_responsible_for_no_place_sees_nothing()
    {
        await using var market = await ProgrammeMarket.Open();
        var user = await market.GivenUser(Some.User(), Roles.ProgrammeManager);

        Assert.Null(await market.Show(user.UserId));
    }

    [Fact]
    public async Task A_foreign_place_is_not_found_and_an_own_view_is_logged()
    {
        await using var market = await ProgrammeMarket.Open();
        using var browser = await market.As(await market.Manager(market.TuyenQuang));

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/programme?where=15", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/programme/figures.csv?where=15", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/programme/sales?where=15", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(await Views(market));

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/programme?where=00901&what=D3&when=2026-Q3", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/programme/sales?where=00901", TestContext.Current.CancellationToken)).StatusCode);

        var views = await Views(market);
        Assert.Equal(2, views.Count);
        Assert.Contains("what=D3", views[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_down_leads_by_links_with_neighbours()
    {
        await using var market = await ProgrammeMarket.Open();
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal(["Lào Cai", "Tuyên Quang"], (await market.Show(manager))!.Inside.Select(row => row.Name));
        var commune = (await market.Show(manager, "00901"))!;
        Assert.Equal(["VN", "08", "00901"], commune.Path.Select(place => place.Code));
        Assert.Equal(["00901", "00907"], commune.Siblings.Select(place => place.Code));
    }

    [Fact]
    public async Task What_lies_in_a_place_and_beside_it_stands_in_the_order_of_the_Vietnamese_alphabet()
    {
        await using var market = await ProgrammeMarket.Open();
        var province = Some.Province("20", "Điện Biên");
        var communes = Some.Communes(province);
        await market.Given([.. communes]);

        var around = (await market.Show((await market.Manager(province)).UserId))!;
        var commune = (await market.Show((await market.Manager(market.Country)).UserId, communes[0].Code))!;

        Assert.Equal(Some.NamesInOrder, around.Inside.Select(row => row.Name));
        Assert.Equal(Some.NamesInOrder, commune.Siblings.Select(place => place.Name));
    }

    /// <summary>In June 2025 the communes and the province were others; their sales and their list stand under the province that took them over.</summary>
    [Fact]
    public async Task Sales_and_lists_of_the_map_before_stand_under_the_province_that_took_it_over()
    {
        await using var market = await ProgrammeMarket.Open();
        var (from, to, june) = (new DateOnly(2008, 8, 1), new DateOnly(2025, 6, 30), new DateOnly(2025, 6, 10));
        var province = Ended(AdminLevel.Province, "02", "Hà Giang", null);
        var commune = Ended(AdminLevel.Commune, "00900", "Lùng Tám cũ", province);
        await market.Given(commune, Ended(AdminLevel.Commune, "00902", "Xã cũ khác", province));
        await market.Given(new UnitClassification { UnitId = commune.Id, Scheme = "861", Region = 3, ValidFrom = new DateOnly(2021, 6, 4), ValidTo = to });
        await market.Succeed(province, market.TuyenQuang);
        await market.Succeed(commune, market.LungTam);
        await market.Sell(await market.Maker(commune), 300_000, june);
        await market.Sell(await market.Maker(commune), 100_000, june, "FR");
        var manager = (await market.Manager(market.TuyenQuang)).UserId;

        var model = await market.Show(manager, when: "2025-06");
        foreach (var (what, where) in ((string, string)[])[("B1", "08"), ("B1", "00901"), ("E1", "08"), ("D3", "00901")])
        {
            var sales = (await market.Send(new ListSales(manager, what, where, "2025-06", 1)))!;
            Assert.Equal((what, what == "E1" ? 100_000 : 400_000), (sales.What, sales.ValueDong));
            Assert.Equal(sales.ValueDong, sales.Sales.Sum(sale => sale.ValueDong));
        }

        Assert.Equal((400_000, 10_000), (model.Tile("B1"), model.Tile("A3")));

        AdminUnit Ended(AdminLevel level, string code, string name, AdminUnit? parent) => new()
        {
            Level = level,
            Code = code,
            Kind = "old",
            NameVi = name,
            NameEn = name,
            Parent = parent,
            ValidFrom = from,
            ValidTo = to,
            FoldedName = Fold.Text(name),
        };
    }

    [Fact]
    public async Task A_provinces_own_list_says_nothing_of_the_country()
    {
        await using var market = await ProgrammeMarket.Open(withList: false);
        await market.Given(new UnitClassification { UnitId = market.LungTam.Id, Scheme = "12/QĐ-UBND", Region = 3, Scope = "08", ValidFrom = new DateOnly(2026, 1, 1) });
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal(10_000, (await market.Show(manager, "08", "2026-08")).Tile("A3"));
        Assert.Null((await market.Show(manager, "VN", "2026-08")).Tile("A3"));
        Assert.Null((await market.Show(manager, "15", "2026-08")).Tile("A3"));
    }

    /// <summary>Decision 99 names again what decision 60 named: they are still two communes.</summary>
    [Fact]
    public async Task A_commune_on_two_lists_is_one_commune()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Given(ProgrammeMarket.Listed(market.LungTam, 2, "99/2026"), ProgrammeMarket.Listed(market.QuanBa, 1, "99/2026"));
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal((5_000, 5_000), ((await market.Show(manager, "VN", "2026-08")).Tile("A3"), (await market.Show(manager, "08", "2026-08")).Tile("A3")));
    }

    [Fact]
    public async Task What_only_a_provinces_own_list_names_counts_in_the_province_and_not_in_the_country()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Given(new UnitClassification { UnitId = market.SaPa.Id, Scheme = "12/QĐ-UBND", Region = 3, Scope = "15", ValidFrom = new DateOnly(2026, 1, 1) });
        foreach (var commune in (AdminUnit[])[market.LungTam, market.QuanBa, market.SaPa])
        {
            await market.Sell(await market.Maker(commune), 100_000, Day);
        }

        var manager = (await market.Manager(market.Country)).UserId;
        var (country, province) = (await market.Show(manager, "VN", "2026-08"), await market.Show(manager, "15", "2026-08"));
        Assert.Equal((10_000, 3_333), (country.Tile("A3"), country.Tile("D3")));
        Assert.Equal((10_000, 10_000), (province.Tile("A3"), province.Tile("D3")));
    }

    [Fact]
    public async Task A_provinces_own_list_says_nothing_of_another_provinces_communes()
    {
        await using var market = await ProgrammeMarket.Open(withList: false);
        await market.Given(new UnitClassification { UnitId = market.LungTam.Id, Scheme = "12/QĐ-UBND", Region = 3, Scope = "08", ValidFrom = new DateOnly(2026, 1, 1) });
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        await market.Sell(await market.Maker(market.SaPa), 300_000, Day);
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal((10_000, null), ((await market.Show(manager, "00901", "2026-08")).Tile("D3"), (await market.Show(manager, "03006", "2026-08")).Tile("D3")));
    }

    /// <summary>Of two lists in force the newer one says of which class a place is, to the sales behind the figure as to the figure.</summary>
    [Fact]
    public async Task The_sales_behind_the_share_of_difficult_places_are_those_that_it_counts()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Given(new UnitClassification { UnitId = market.LungTam.Id, Scheme = "99/2026", Region = 1, ValidFrom = new DateOnly(2026, 7, 1) });
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        await market.Sell(await market.Maker(market.LungTam), 200_000, new DateOnly(2026, 6, 20));
        var manager = (await market.Manager(market.Country)).UserId;

        foreach (var (when, dong) in ((string, long)[])[("2026-08", 0), ("2026-06", 200_000)])
        {
            var sales = (await market.Send(new ListSales(manager, "D3", "VN", when, 1)))!;
            Assert.Equal((dong, dong, dong > 0 ? 10_000 : 0), (sales.ValueDong, sales.Sales.Sum(sale => sale.ValueDong), (await market.Show(manager, when: when)).Tile("D3")));
        }
    }

    private static Task<List<string>> Views(TestMarketplace market) =>
        market.Read(db => db.AuditEvents.Where(entry => entry.Action == "programme.view").OrderBy(entry => entry.Id).Select(entry => entry.Detail).ToListAsync());
}

using System.Net;
using AngleSharp;
using CsvHelper;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Dashboard;
using Marketplace.Features.Programme.Facts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Programme;

public sealed class DashboardTests
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    [Fact]
    public async Task Each_level_sees_its_own_and_nothing_else()
    {
        await using var market = await ProgrammeMarket.Open();
        var (centre, province, commune) = (await market.Manager(market.Country), await market.Manager(market.TuyenQuang), await market.Manager(market.LungTam));

        Assert.NotNull(await Show(market, centre.UserId, "15"));
        Assert.NotNull(await Show(market, centre.UserId, "03006"));
        Assert.NotNull(await Show(market, province.UserId, "00901"));
        Assert.Equal("08", (await Show(market, province.UserId))!.Choices.Where);
        Assert.Equal("00901", (await Show(market, commune.UserId))!.Choices.Where);
        foreach (var (manager, where) in ((UserId, string)[])[(province.UserId, "15"), (province.UserId, "03006"), (province.UserId, "VN"), (commune.UserId, "08"), (commune.UserId, "00907"), (centre.UserId, "99")])
        {
            Assert.Null(await Show(market, manager, where));
            Assert.Null(await market.Send(new ListSales(manager, null, where, "2026-08", 1)));
        }
    }

    [Fact]
    public async Task In_French_no_line_ends_before_its_colon()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/fr/programme?what=B1&where=VN&when=2026-08");

        var (areas, parts) = (page.QuerySelectorAll(".map-area title"), page.QuerySelectorAll("ol.legend li"));
        Assert.Contains(areas, area => area.TextContent.StartsWith("Tuyên Quang", StringComparison.Ordinal));
        Assert.NotEmpty(parts);
        Assert.All(areas.Concat(parts), line => Assert.Contains("\u00a0: ", line.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Someone_responsible_for_no_place_sees_nothing()
    {
        await using var market = await ProgrammeMarket.Open();
        var user = await market.GivenUser(Some.User(), Roles.ProgrammeManager);

        Assert.Null(await Show(market, user.UserId));
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
    public async Task Figures_follow_from_the_sales()
    {
        await using var market = await ProgrammeMarket.Open();
        await FiveSell(market, market.LungTam, "mong", Gender.Female, 60_000);
        await FiveSell(market, market.QuanBa, "dao", Gender.Male, 20_000, "FR");
        await market.Sell(await market.Maker(market.QuanBa, "kinh", Gender.Male), 100_000, Day);
        await market.Sell(await market.Producer(market.SaPa, ProducerKind.Cooperative, memberCount: 8), 500_000, Day);

        var model = (await Show(market, (await market.Manager(market.Country)).UserId, when: "2026-08"))!;

        Assert.Equal(
            [("B1", 1_000_000L), ("C1", 445_000L), ("C2", 4_450L), ("A1", 10L), ("D1", 6_000L), ("D3", 3_000L), ("A3", 10_000L), ("E1", 100_000L)],
            model.Tiles.Select(tile => (tile.Code, tile.Amount!.Value)));
        Assert.Equal([500_000L, 500_000L], model.Inside.Select(row => row.Amount!.Value));
        Assert.Equal(1_000_000, model.MoneyGoes.Sum(part => part.Amount));
    }

    [Fact]
    public async Task People_are_counted_at_each_level_and_never_added()
    {
        await using var market = await ProgrammeMarket.Open();
        var one = await market.Producer(market.LungTam, members: [.. Enumerable.Range(0, 5).Select(_ => (market.Person(), 2_000))]);
        await market.Sell(one, 100_000, Day);
        await market.Sell(one, 100_000, Day.AddMonths(-1));
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal(5, Tile(await Show(market, manager, when: "2026-Q3"), "A1"));
        Assert.Equal(5, Tile(await Show(market, manager, when: "2026-07"), "A1"));
        Assert.Equal(200_000, Tile(await Show(market, manager, when: "2026-Q3"), "B1"));
    }

    [Fact]
    public async Task The_way_down_leads_by_links_with_neighbours()
    {
        await using var market = await ProgrammeMarket.Open();
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal(["Lào Cai", "Tuyên Quang"], (await Show(market, manager))!.Inside.Select(row => row.Name));
        var commune = (await Show(market, manager, "00901"))!;
        Assert.Equal(["VN", "08", "00901"], commune.Path.Select(place => place.Code));
        Assert.Equal(["00901", "00907"], commune.Siblings.Select(place => place.Code));
    }

    /// <summary>A hundred communes without a sale would bury the three that sold.</summary>
    [Fact]
    public async Task Places_with_nothing_to_tell_stand_apart()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/programme?where=08&when=2026-08");

        Assert.Equal(["Lùng Tám"], page.Texts("[aria-labelledby=inside] tbody th"));
        Assert.Equal(["Quản Bạ"], page.Texts("#inside ~ details.no-print th"));
    }

    /// <summary>ux-guide, print: "links spelled out"; styles write the address behind links that have a whole one.</summary>
    [Fact]
    public async Task On_paper_the_page_names_its_own_address_and_those_of_its_definitions()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/en/programme?what=B1&where=VN&when=2026-08&against=previous");

        Assert.Equal("http://localhost/en/programme?what=B1&where=VN&when=2026-08&against=previous", page.Texts("main .print-only").Single());
        var definitions = page.QuerySelectorAll("main a[href*='/indicators/']");
        Assert.NotEmpty(definitions);
        Assert.All(definitions, link => Assert.StartsWith("http://localhost/en/indicators/", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_chart_has_a_table_with_headings_and_the_page_can_be_printed_where_scripts_run()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/programme?where=VN&when=2026-08");

        Assert.Equal(["Khoản", "Số tiền"], page.Texts("details [aria-labelledby=money] thead th"));
        Assert.Equal(page.Texts(".legend:has(.key.s1) data"), page.Texts("[aria-labelledby=money] tbody td"));
        Assert.Equal(["Nhóm hàng", "Số tiền"], page.Texts("details [aria-labelledby=groups] thead th"));
        Assert.True(page.QuerySelector("button[data-print]")!.HasAttribute("hidden"));
        Assert.NotNull(page.QuerySelector("script[src*='js/programme/print']"));
    }

    [Fact]
    public async Task The_file_says_what_the_page_says()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        await market.Sell(await market.Maker(market.SaPa), 100_000, Day.AddMonths(-1));
        using var browser = await market.As(await market.Manager(market.Country));
        const string choices = "?what=B1&where=VN&when=2026-08&against=previous";

        var html = await browser.GetStringAsync("/programme" + choices, TestContext.Current.CancellationToken);
        var page = await new BrowsingContext(Configuration.Default).OpenAsync(response => response.Content(html), TestContext.Current.CancellationToken);
        var shown = page.QuerySelectorAll("table data, .tile data").Select(data => data.GetAttribute("value")!).ToHashSet();
        var lines = Lines(await browser.GetStringAsync("/programme/figures.csv" + choices, TestContext.Current.CancellationToken));
        var file = lines.Select(line => line[5]).Where(value => value.Length > 0).ToHashSet();

        Assert.Contains("300000", file);
        Assert.Contains("100000", file);
        Assert.Subset(shown, file);
        foreach (var (section, count) in ((string, int)[])[("money", 4), ("group", 1)])
        {
            var rows = page.QuerySelectorAll($"details [aria-labelledby={section}] tbody tr, details [aria-labelledby={section}s] tbody tr");
            Assert.Equal(count, rows.Length);
            Assert.Equal(
                rows.Select(row => $"B1|VN|Việt Nam|2026-08|{row.QuerySelector("data")!.GetAttribute("value")}|VND||{row.QuerySelector("th")!.TextContent}"),
                lines.Where(line => line[0] == section).Select(line => string.Join('|', line[1..9])));
        }

        Assert.Equal(2, page.QuerySelectorAll("svg.choropleth g.map-inset text").Length);
        Assert.All(page.QuerySelectorAll("svg[role=img]"), svg => Assert.False(string.IsNullOrWhiteSpace(svg.QuerySelector("title")?.TextContent)));
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    private static List<string[]> Lines(string csv)
    {
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions());
        List<string[]> lines = [];
        while (reader.Read())
        {
            lines.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return lines;
    }

    [Theory]
    [InlineData("?what=%3Cscript%3E&where=&when=abc&against=%00")]
    [InlineData("?what=ZZ&when=2099-12&against=-1")]
    [InlineData("?when=2026-Q9")]
    public async Task Unknown_choices_take_the_default(string query)
    {
        await using var market = await ProgrammeMarket.Open();
        using var browser = await market.As(await market.Manager(market.Country));

        var response = await browser.GetAsync("/programme" + query, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("<script>", (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace("<script type", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sales_behind_a_figure_sum_to_it()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day, producers: 3);
        var manager = (await market.Manager(market.TuyenQuang)).UserId;

        var sales = (await market.Send(new ListSales(manager, null, null, "2026-08", 1)))!;

        Assert.Equal(6, sales.Total);
        Assert.Equal(sales.ValueDong, sales.Sales.Sum(sale => sale.ValueDong));
        Assert.Equal(Tile(await Show(market, manager, when: "2026-08"), "B1"), sales.ValueDong);
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

        var model = await Show(market, manager, when: "2025-06");
        foreach (var (what, where) in ((string, string)[])[("B1", "08"), ("B1", "00901"), ("E1", "08"), ("D3", "00901")])
        {
            var sales = (await market.Send(new ListSales(manager, what, where, "2025-06", 1)))!;
            Assert.Equal((what, what == "E1" ? 100_000 : 400_000), (sales.What, sales.ValueDong));
            Assert.Equal(sales.ValueDong, sales.Sales.Sum(sale => sale.ValueDong));
        }

        Assert.Equal((400_000, 10_000), (Tile(model, "B1"), Tile(model, "A3")));

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

        Assert.Equal(10_000, Tile(await Show(market, manager, "08", "2026-08"), "A3"));
        Assert.Null(Tile(await Show(market, manager, "VN", "2026-08"), "A3"));
        Assert.Null(Tile(await Show(market, manager, "15", "2026-08"), "A3"));
    }

    /// <summary>Decision 99 names again what decision 60 named: they are still two communes.</summary>
    [Fact]
    public async Task A_commune_on_two_lists_is_one_commune()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Given(ProgrammeMarket.Listed(market.LungTam, 2, "99/2026"), ProgrammeMarket.Listed(market.QuanBa, 1, "99/2026"));
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal((5_000, 5_000), (Tile(await Show(market, manager, "VN", "2026-08"), "A3"), Tile(await Show(market, manager, "08", "2026-08"), "A3")));
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
        var (country, province) = (await Show(market, manager, "VN", "2026-08"), await Show(market, manager, "15", "2026-08"));
        Assert.Equal((10_000, 3_333), (Tile(country, "A3"), Tile(country, "D3")));
        Assert.Equal((10_000, 10_000), (Tile(province, "A3"), Tile(province, "D3")));
    }

    [Fact]
    public async Task A_provinces_own_list_says_nothing_of_another_provinces_communes()
    {
        await using var market = await ProgrammeMarket.Open(withList: false);
        await market.Given(new UnitClassification { UnitId = market.LungTam.Id, Scheme = "12/QĐ-UBND", Region = 3, Scope = "08", ValidFrom = new DateOnly(2026, 1, 1) });
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        await market.Sell(await market.Maker(market.SaPa), 300_000, Day);
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal((10_000, null), (Tile(await Show(market, manager, "00901", "2026-08"), "D3"), Tile(await Show(market, manager, "03006", "2026-08"), "D3")));
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
            Assert.Equal((dong, dong, dong > 0 ? 10_000 : 0), (sales.ValueDong, sales.Sales.Sum(sale => sale.ValueDong), Tile(await Show(market, manager, when: when), "D3")));
        }
    }

    /// <summary>Without a list nothing can be said of difficult places, but that something was sold can.</summary>
    [Fact]
    public async Task A_place_that_sold_is_not_among_those_with_nothing_whatever_is_asked_of_it()
    {
        await using var market = await ProgrammeMarket.Open(withList: false);
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/programme?what=D3&where=VN&when=2026-08");

        Assert.Equal(["Tuyên Quang"], page.Texts("[aria-labelledby=inside] tbody th"));
        Assert.Equal(["Lào Cai"], page.Texts("#inside ~ details th"));
    }

    [Theory]
    [InlineData("2026-08", "previous", "2026-07", 300_000, "tăng 33,3 % so với tháng 7/2026")]
    [InlineData("2026-08", "year", "2025-08", 200_000, "tăng 100,0 % so với tháng 8/2025")]
    [InlineData("2026-Q3", "previous", "2026-Q2", 1_400_000, "giảm 50,0 % so với quý 2/2026")]
    [InlineData("2026-Q3", "year", "2025-Q3", 200_000, "tăng 250,0 % so với quý 3/2025")]
    public async Task A_figure_is_compared_with_the_period_before_or_a_year_ago_on_the_page_and_in_the_file(string when, string against, string compared, long earlier, string words)
    {
        await using var market = await ProgrammeMarket.Open();
        var product = await market.Product(await market.Maker(market.LungTam));
        foreach (var (dong, day) in ((long, DateOnly)[])[(400_000, Day), (300_000, Day.AddMonths(-1)), (1_400_000, Day.AddMonths(-3)), (200_000, Day.AddYears(-1))])
        {
            await market.Sell(product, dong, day);
        }

        using var browser = await market.As(await market.Manager(market.Country));
        var page = await browser.Open($"/programme?what=B1&where=VN&when={when}&against={against}");
        var file = await browser.GetStringAsync($"/programme/figures.csv?what=B1&where=VN&when={when}&against={against}", TestContext.Current.CancellationToken);

        var now = when == "2026-08" ? 400_000 : 700_000;
        Assert.Contains(page.Texts("#B1 p"), text => text.EndsWith(words, StringComparison.Ordinal));
        Assert.Contains($"headline,B1,VN,Việt Nam,{when},{now},VND,A,,{compared},{earlier},{now - earlier}\r\n", file, StringComparison.Ordinal);
        Assert.Contains($"place,B1,08,Tuyên Quang,{when},{now},VND,A,,{compared},{earlier},{now - earlier}\r\n", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("D1", "50,0 % (5 / 10)", "nhóm ít hơn 5 người")]
    [InlineData("E1", "1", "16,7 % (100.000 ₫ / 600.000 ₫)")]
    public async Task What_a_definition_asks_for_beside_the_figure_is_told(string what, string first, string second)
    {
        await using var market = await ProgrammeMarket.Open();
        await FiveSell(market, market.LungTam, "mong", Gender.Female, 60_000);
        await FiveSell(market, market.QuanBa, "dao", Gender.Male, 20_000, "FR");
        await market.Sell(await market.Producer(market.SaPa, consents: false, members: (market.Person(), 10_000)), 200_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open($"/programme?what={what}&where=VN&when=2026-08");

        Assert.Equal([first, second], page.Texts("dl.summary dd"));
    }

    /// <summary>ux-guide, dashboard: "ít hơn 5", also in exports and differences; nobody and five are told.</summary>
    [Fact]
    public async Task Of_groups_of_fewer_than_five_people_it_is_only_told_that_they_are()
    {
        await using var market = await ProgrammeMarket.Open();
        await FiveSell(market, market.LungTam, "mong", Gender.Female, 60_000);
        await market.Sell(await market.Maker(market.QuanBa, "dao", Gender.Male), 100_000, Day);
        await market.Sell(await market.Maker(market.QuanBa, "dao", Gender.Male), 100_000, Day.AddMonths(-1));
        using var browser = await market.As(await market.Manager(market.Country));

        foreach (var (what, lungTam, quanBa) in ((string, string, string)[])[("A1", "5", "nhóm ít hơn 5 người"), ("D1", "100,0 %", "nhóm ít hơn 5 người")])
        {
            var address = $"?what={what}&where=08&when=2026-08&against=previous";
            var page = await browser.Open("/programme" + address);
            var lines = Lines(await browser.GetStringAsync("/programme/figures.csv" + address, TestContext.Current.CancellationToken));

            Assert.Equal([lungTam, quanBa], page.QuerySelectorAll("[aria-labelledby=inside] td.num").Select(cell => cell.FirstElementChild!.TextContent.Trim()));
            Assert.EndsWith("không so được với tháng 7/2026", page.Texts("[aria-labelledby=inside] td.num p")[1], StringComparison.Ordinal);
            Assert.Contains(page.Texts($"#{what} .figure"), figure => figure == (what == "A1" ? "6" : "nhóm ít hơn 5 người"));
            Assert.Contains("nhóm ít hơn 5 người", page.Texts("[aria-labelledby=trend] td.num"));
            Assert.Equal(
                [("00901", what == "A1" ? "5" : "10000", "", what == "A1" ? "5" : ""), ("00907", "", "few", "")],
                lines.Where(line => line[0] == "place").Select(line => (line[2], line[5], line[8], line[11])));
            Assert.Equal([("few", "")], lines.Where(line => line[0] == "period" && line[4] == "2026-07").Select(line => (line[8], line[5])));
        }

        Assert.Equal("nhóm ít hơn 5 người", (await browser.Open("/programme?what=D1&where=00907&when=2026-08")).Texts("dl.summary dd")[0]);
    }

    /// <summary>So many that their number may be told.</summary>
    private static async Task FiveSell(ProgrammeMarket market, AdminUnit commune, string people, Gender gender, long dongEach, string country = "VN")
    {
        for (var maker = 0; maker < Disclosure.MinimumPersons; maker++)
        {
            await market.Sell(await market.Maker(commune, people, gender), dongEach, Day, country);
        }
    }

    private static long? Tile(DashboardModel? model, string code) => model!.Tiles.Single(tile => tile.Code == code).Amount;

    private static Task<DashboardModel?> Show(TestMarketplace market, UserId manager, string? where = null, string? when = null) =>
        market.Send(new ShowDashboard(manager, null, where, when, null));

    private static Task<List<string>> Views(TestMarketplace market) =>
        market.Read(db => db.AuditEvents.Where(entry => entry.Action == "programme.view").OrderBy(entry => entry.Id).Select(entry => entry.Detail).ToListAsync());
}

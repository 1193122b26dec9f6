using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Catalog;

public sealed class ListProductsTests : IDisposable
{
    private readonly CountingMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("/products?sort=newest")]
    [InlineData("/products?sort=price")]
    [InlineData("/products?sort=soonest")]
    [InlineData("/search?q=kh%C4%83n")]
    public async Task Next_pages_show_every_product_once_and_previous_pages_lead_back(string list)
    {
        var booth = await Some.SavedBooth(_market);
        for (var i = 0; i < 60; i++)
        {
            await Some.SavedProduct(_market, booth, i % 2 == 0 ? $"Khăn {i}" : $"Khan {i}", price: 100_000 + (i % 7 * 10_000), leadTimeDays: i % 5);
        }

        var client = _market.CreateClient();
        List<string> seen = [];
        List<string> firsts = [];
        var address = list;
        while (address is not null)
        {
            var page = await client.Open(address);
            var links = page.QuerySelectorAll("main .card a[href^='/p/']").Select(link => link.GetAttribute("href")!).ToList();
            Assert.InRange(links.Count, 1, 24);
            seen.AddRange(links);
            firsts.Add(links[0]);
            address = page.QuerySelector("main a[rel=next]")?.GetAttribute("href");
            if (address is null)
            {
                var back = await client.Open(page.QuerySelector("main a[rel=prev]")!.GetAttribute("href")!);
                Assert.Equal(firsts[^2], back.QuerySelector("main .card a")!.GetAttribute("href"));
            }
        }

        Assert.Equal(60, seen.Count);
        Assert.Equal(60, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_product_that_comes_between_two_clicks_neither_repeats_nor_hides_another()
    {
        var booth = await Some.SavedBooth(_market);
        for (var i = 0; i < 30; i++)
        {
            await Some.SavedProduct(_market, booth, $"Khăn {i}");
        }

        var client = _market.CreateClient();
        var first = await client.Open("/products");
        await Some.SavedProduct(_market, booth, "Khăn mới");
        var second = await client.Open(first.QuerySelector("main a[rel=next]")!.GetAttribute("href")!);

        var both = first.Texts("main .card h2").Concat(second.Texts("main .card h2")).ToList();
        Assert.Equal(30, both.Distinct().Count());
        Assert.Equal(30, both.Count);
    }

    [Theory]
    [InlineData("after", "9_9_9")]
    [InlineData("before", "-9223372036854775807_0_0")]
    public async Task A_cursor_with_nothing_left_beyond_it_shows_the_first_page(string key, string cursor)
    {
        await Some.SavedProduct(_market, await Some.SavedBooth(_market));

        var page = await _market.CreateClient().Open($"/products?{key}={cursor}");

        Assert.Single(page.QuerySelectorAll("main .card"));
    }

    [Fact]
    public async Task Rarer_values_can_be_chosen_too()
    {
        for (var i = 0; i < 12; i++)
        {
            var booth = await Some.SavedBooth(_market, $"Nhà {i}");
            for (var j = 0; j < (i < 10 ? 2 : 1); j++)
            {
                await Some.SavedProduct(_market, booth, $"Khăn {i} {j}");
            }
        }

        var client = _market.CreateClient();
        var page = await client.Open("/products");
        var rare = page.QuerySelectorAll("select[name=province] option").Select(option => option.GetAttribute("value")!).ToList();
        var narrowed = await client.Open("/products?province=&province=" + rare[^1]);

        Assert.Equal(10, page.QuerySelectorAll("input[name=province]").Length);
        Assert.Equal(3, rare.Count);
        Assert.Equal("", rare[0]);
        Assert.Single(narrowed.QuerySelectorAll("main .card"));
        Assert.NotNull(narrowed.QuerySelector($"input[name=province][value='{rare[^1]}'][checked]"));
    }

    [Theory]
    [InlineData("/products", "Gùi|Túi|Khăn")]
    [InlineData("/products?sort=newest", "Gùi|Túi|Khăn")]
    [InlineData("/products?sort=price", "Túi|Gùi|Khăn")]
    [InlineData("/products?sort=soonest", "Khăn|Gùi|Túi")]
    public async Task Lists_stand_in_the_order_asked_for(string list, string expected)
    {
        var booth = await Some.SavedBooth(_market);
        foreach (var (name, dong, days) in ((string, long, int)[])[("Khăn", 300_000, 1), ("Túi", 100_000, 9), ("Gùi", 200_000, 5)])
        {
            await _market.Given(Some.Product(booth, name, dong, days));
        }

        Assert.Equal(expected.Split('|'), (await _market.CreateClient().Open(list)).Texts("main .card h2"));
    }

    [Fact]
    public async Task Filters_show_counts_and_combine()
    {
        var weaving = new Technique { Slug = "weaving", NameVi = "Dệt", NameEn = "Weaving" };
        await _market.Given(weaving);
        var one = await Some.SavedBooth(_market, "Nhà Sùng");
        var other = await Some.SavedBooth(_market, "Nhà Vàng");
        var scarf = Some.Product(one, "Khăn", 90_000);
        scarf.SetTechniques([weaving.Id]);
        await _market.Given(scarf);
        await Some.SavedProduct(_market, one, "Túi", 350_000);
        await Some.SavedProduct(_market, other, "Gùi", 350_000);
        var client = _market.CreateClient();

        var all = await client.Open("/products");
        var cheap = await client.Open("/products?price=0&price=2&province=" + one.Province.Code);

        Assert.Contains("700.000", string.Join('|', all.Texts("fieldset label")), StringComparison.Ordinal);
        Assert.Equal("Dệt 1", all.QuerySelector("input[name=technique][value=weaving] + span")!.TextContent.Trim());
        Assert.Equal("2", all.QuerySelector($"input[name=province][value='{one.Province.Code}'] + span .count")!.TextContent);
        Assert.Equal(["Túi", "Khăn"], cheap.Texts("main .card h2"));
        Assert.Equal(3, cheap.QuerySelectorAll("a.chip").Length);
        var wider = await client.Open(cheap.QuerySelector("a.chip[href*='price=2']:not([href*='price=0'])")!.GetAttribute("href")!);
        Assert.Equal(["Túi"], wider.Texts("main .card h2"));
    }

    [Fact]
    public async Task A_parent_category_lists_what_its_parts_hold()
    {
        var parent = new Category { Slug = "textiles", NameVi = "Dệt may", NameEn = "Textiles", NameFr = "Textiles", Unit = "piece" };
        var booth = await Some.SavedBooth(_market);
        await _market.Given(parent);
        await _market.Read(async db =>
        {
            var category = await db.Categories.FindAsync([booth.Category.Id], TestContext.Current.CancellationToken);
            category!.Parent = db.Attach(parent).Entity;
#pragma warning disable RS0030 // A test's own set-up.
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
#pragma warning restore RS0030
        });
        await Some.SavedProduct(_market, booth);

        var page = await _market.CreateClient().Open("/c/textiles");

        Assert.Single(page.QuerySelectorAll("main .card"));
        Assert.NotNull(page.QuerySelector($".choice input[name=category][value={booth.Category.Slug}]"));
    }

    [Theory]
    [InlineData("?price=9&people=nobody&province=zz&technique=&certificate=gold&category=%00")]
    [InlineData("?sort=sideways&after=1_2&before=x_y_z")]
    [InlineData("?after=99999999999999999999_1_1")]
    [InlineData("?after=%F0%9F%98%80&price=-1&price=1e9")]
    public async Task Nonsense_in_the_address_is_ignored(string query)
    {
        await Some.SavedProduct(_market, await Some.SavedBooth(_market));

        var page = await _market.CreateClient().Open("/products" + query);

        Assert.Single(page.QuerySelectorAll("main .card"));
    }

    [Fact]
    public async Task An_empty_answer_says_what_to_drop_and_shows_something_near()
    {
        var booth = await Some.SavedBooth(_market);
        await Some.SavedProduct(_market, booth);

        var page = await _market.CreateClient().Open("/products?price=0");

        Assert.NotNull(page.QuerySelector("a.chip[href='/products']"));
        Assert.Single(page.QuerySelectorAll("main .card"));
        Assert.Contains("0 món", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_on_sale_is_not_listed()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);
        var client = _market.CreateClient();
        Assert.Single((await client.Open("/products")).QuerySelectorAll("main .card"));

        await _market.Change(product.Id, found => found.Pause());

        Assert.Empty((await client.Open("/products")).QuerySelectorAll("main .card"));
        await _market.Change(product.Id, found => found.Resume());
        Assert.Single((await client.Open("/products")).QuerySelectorAll("main .card"));
    }

    [Fact]
    public async Task A_suspended_producer_takes_its_goods_off_the_lists()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);

        await _market.Change(booth.Producer.Id, producer => producer.Suspend("x"));

        var client = _market.CreateClient();
        Assert.Empty((await client.Open("/products")).QuerySelectorAll("main .card"));
        await client.Open($"/p/{product.Slug}", System.Net.HttpStatusCode.NotFound);
        await client.Open($"/makers/{booth.Producer.Slug}", System.Net.HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/products")]
    [InlineData("/search?q=khan")]
    [InlineData("/makers")]
    public async Task Commands_do_not_grow_with_rows(string address)
    {
        var booth = await Some.SavedBooth(_market);
        await Some.SavedProduct(_market, booth);
        var client = _market.CreateClient();
        var few = await _market.CommandsOf(client, address);

        for (var i = 0; i < 30; i++)
        {
            await Some.SavedProduct(_market, i % 3 == 0 ? booth = await Some.SavedBooth(_market, $"Nhà {i}") : booth, $"Khăn {i}");
        }

        Assert.Equal(few, await _market.CommandsOf(client, address));
        Assert.InRange(few, 1, 4);
    }

    [Theory]
    [InlineData("/c/nothing")]
    [InlineData("/crafts/nothing")]
    [InlineData("/peoples/nothing")]
    [InlineData("/provinces/zz")]
    [InlineData("/makers/nothing")]
    [InlineData("/p/nothing")]
    public Task What_does_not_exist_is_not_found(string address) => _market.CreateClient().Open(address, System.Net.HttpStatusCode.NotFound);

    [Theory]
    [InlineData("vi", "", "Tất cả hàng")]
    [InlineData("en", "/en", "All goods")]
    [InlineData("fr", "/fr", "Tous les produits")]
    public async Task The_page_speaks_the_language_of_its_address_and_names_its_twins(string language, string prefix, string heading)
    {
        await Some.SavedProduct(_market, await Some.SavedBooth(_market));

        var page = await _market.CreateClient().Open(prefix + "/products");

        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.EndsWith(prefix + "/products", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["vi", "en", "fr"], page.QuerySelectorAll("link[rel=alternate][hreflang]").Select(link => link.GetAttribute("hreflang")).Take(3));
        Assert.All(page.QuerySelectorAll("main .card a"), link => Assert.StartsWith(prefix + "/p/", link.GetAttribute("href"), StringComparison.Ordinal));
    }
}

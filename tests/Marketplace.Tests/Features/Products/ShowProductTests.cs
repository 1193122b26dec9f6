using System.Net;
using System.Text.Json;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Products;

public sealed class ShowProductTests : IDisposable
{
    private static readonly DateOnly Start = new(2025, 7, 1);
    private readonly CountingMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    /// <summary>Told always, it would be each maker's sales to whoever reads it daily.</summary>
    [Fact]
    public async Task How_many_are_left_is_told_only_of_few()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);
        await _market.Read(db => db.StockLevels.ExecuteUpdateAsync(stock => stock.SetProperty(row => row.Available, 17), TestContext.Current.CancellationToken));

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Contains("Còn hàng", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("17", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("99", page.QuerySelector("input[name=quantity]")!.GetAttribute("max"));
    }

    [Fact]
    public async Task The_page_says_price_stock_place_seller_and_can_be_bought_from()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Equal("Khăn lanh nhuộm chàm", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("335.000\u00a0₫", page.QuerySelector(".price.large")!.TextContent);
        Assert.Contains("Còn 3 chiếc", page.Body!.TextContent, StringComparison.Ordinal);
        var form = page.QuerySelector("form[action='/cart/lines']")!;
        Assert.Equal(product.Variants.First().Id.Value.ToString(), form.QuerySelector("input[name=variant]")!.GetAttribute("value"));
        Assert.Equal("3", form.QuerySelector("input[name=quantity]")!.GetAttribute("max"));
        Assert.Contains("Lùng Tám, Tuyên Quang", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("0912 345 678", page.QuerySelector("[aria-labelledby=seller]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "0912 345 678")]
    [InlineData("/en", "+84 912 345 678")]
    [InlineData("/fr", "+84 912 345 678")]
    public async Task Sellers_and_the_market_are_called_from_where_the_reader_may_be(string language, string number)
    {
        using var called = _market.WithWebHostBuilder(host => host.UseSetting("Site:Phone", "0912 345 678"));
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        var client = called.CreateClient();

        foreach (var page in new[] { await client.Open($"{language}/p/{product.Slug}"), await client.Open(language + "/nothing-here", HttpStatusCode.NotFound) })
        {
            var calls = page.QuerySelectorAll("a[href^='tel:']").ToList();

            Assert.True(calls.Count >= 2);
            Assert.All(calls, call => Assert.EndsWith(number, call.TextContent, StringComparison.Ordinal));
            Assert.All(calls.Where(_ => language is not ""), call => Assert.Equal("tel:+84912345678", call.GetAttribute("href")));
        }
    }

    [Fact]
    public async Task What_the_maker_receives_is_what_the_rules_in_force_compute()
    {
        await _market.Given(
            new FeeRule { BasisPoints = 500, ValidFrom = Start, Source = "test" },
            new TaxRule { Kind = ProducerKind.Household, IsExport = false, VatBasisPoints = 100, PitBasisPoints = 50, ValidFrom = Start, Source = "test" });
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Contains("313.225 ₫ (93,5 %)", page.QuerySelector(".origin")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".origin a[href='/rules']"));
    }

    [Fact]
    public async Task Readers_abroad_see_an_estimate_with_the_day_of_its_rate_and_the_delivery()
    {
        await _market.Given(
            new ExchangeRate { CurrencyCode = "USD", Day = new DateOnly(2026, 8, 30), DongPerUnitMicros = 26_381_000_000, Source = "test" },
            new ShippingRate { Zone = "national", MaxGrams = 1000, PriceDong = 35_000, MinDays = 3, MaxDays = 6, ValidFrom = Start },
            new ShippingRate { Zone = "same-province", MaxGrams = 1000, PriceDong = 22_000, MinDays = 1, MaxDays = 3, ValidFrom = Start },
            new ShippingRate { Zone = "europe", MaxGrams = 2000, PriceDong = 700_000, MinDays = 7, MaxDays = 14, ValidFrom = Start });
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));

        var text = (await _market.CreateClient().Open($"/en/p/{product.Slug}")).Body!.TextContent;

        Assert.Contains("(about $12.70, rate of 30 Aug 2026)", text, StringComparison.Ordinal);
        Assert.Contains("₫22,000 to ₫35,000", text, StringComparison.Ordinal);
        Assert.Contains("between 5 Sep 2026 and 10 Sep 2026", text, StringComparison.Ordinal);
        Assert.Contains("from ₫700,000", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("/en", null)]
    [InlineData("/fr", "en")]
    public async Task Names_that_nobody_translated_say_which_language_they_are_in(string prefix, string? language)
    {
        var technique = new Technique { Slug = "weaving", NameVi = "Dệt", NameEn = "Weaving" };
        await _market.Given(technique);
        var booth = await Some.SavedBooth(_market);
        var product = Some.Product(booth);
        product.SetTechniques([technique.Id]);
        await _market.Given(product);

        var page = await _market.CreateClient().Open($"{prefix}/p/{product.Slug}");
        var maker = await _market.CreateClient().Open($"{prefix}/makers/{booth.Producer.Slug}");
        var province = await _market.CreateClient().Open($"{prefix}/provinces/{booth.Province.Code}");
        var list = await _market.CreateClient().Open($"{prefix}/products");

        Assert.Equal(language, page.QuerySelector(".origin a[href$='/crafts/weaving']")!.GetAttribute("lang"));
        Assert.Equal(language, page.QuerySelector($".origin a[href$='/provinces/{booth.Province.Code}']")!.GetAttribute("lang"));
        Assert.Equal(language, maker.QuerySelector($"dd a[href$='/provinces/{booth.Province.Code}']")!.GetAttribute("lang"));
        Assert.Equal(language, province.QuerySelector("h1")!.GetAttribute("lang"));
        Assert.Equal(language, list.QuerySelector("input[name=technique][value=weaving] + span")!.GetAttribute("lang"));
        Assert.Null(list.QuerySelector($"input[name=category][value={booth.Category.Slug}] + span")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task The_people_is_named_by_consent_only_and_goes_everywhere_when_it_is_withdrawn()
    {
        var people = new EthnicGroup { Slug = "hmong", Code1979 = "08", Code2008 = "08", NameVi = "Hmông", NameEn = "Hmong" };
        var person = new Person { Id = PersonId.New(), FullName = "Sùng Thị Máy", RecordedAt = Some.Moment };
        await _market.Given(people, person);
        var booth = await Some.SavedBooth(_market);
        await _market.Change(booth.Producer.Id, producer => producer.PublicEthnicGroupId = people.Id);
        var product = await Some.SavedProduct(_market, booth);
        var client = _market.CreateClient();
        string[] pages = [$"/p/{product.Slug}", $"/makers/{booth.Producer.Slug}", "/products", "/makers", "/", "/api/v1/products", $"/api/v1/products/{product.Slug}", $"/api/v1/makers/{booth.Producer.Slug}"];
        Assert.All(await _market.Bodies(pages), body => Assert.DoesNotContain("hmong", body, StringComparison.OrdinalIgnoreCase));

        var consent = Some.Consent(booth.Producer.Id, person.Id);
        await _market.Given(consent);
        Assert.All(await _market.Bodies(pages), body => Assert.Matches("Hmông|Hmong|hmong", body));

        // Even by a path that saves around the unit of work, what is fetched anew does not name it.
        await _market.Read(db => db.Consents.ExecuteUpdateAsync(set => set.SetProperty(row => row.WithdrawnAt, Some.Moment)));
        var fresh = await client.Open($"/p/{product.Slug}?sort=price");
        Assert.DoesNotContain("Hmông", fresh.QuerySelector(".origin")!.TextContent, StringComparison.Ordinal);
        await _market.Read(db => db.Consents.ExecuteUpdateAsync(set => set.SetProperty(row => row.WithdrawnAt, (DateTimeOffset?)null)));

        await _market.Change(db => db.Consents.FindAsync(consent.Id).AsTask(), found => found!.Withdraw(_market.Clock.GetUtcNow()));
        Assert.All(await _market.Bodies(pages), body => Assert.DoesNotMatch("Hmông|Hmong|hmong", body));
    }

    [Fact]
    public async Task Goods_of_the_same_maker_come_first_then_of_the_same_people_and_what_is_sold_out_last()
    {
        var people = new EthnicGroup { Slug = "hmong", Code1979 = "08", Code2008 = "08", NameVi = "Hmông", NameEn = "Hmong" };
        var person = new Person { Id = PersonId.New(), FullName = "Sùng Thị Máy", RecordedAt = Some.Moment };
        await _market.Given(people, person);
        var (own, kin, stranger) = (await Some.SavedBooth(_market), await Some.SavedBooth(_market), await Some.SavedBooth(_market));
        foreach (var booth in (Some.Booth[])[own, kin])
        {
            await _market.Given(Some.Consent(booth.Producer.Id, person.Id));
            await _market.Change(booth.Producer.Id, producer => producer.PublicEthnicGroupId = people.Id);
        }

        var product = await Some.SavedProduct(_market, own);
        await Some.SavedProduct(_market, own, "Đã hết", stock: 0);
        await Some.SavedProduct(_market, own, "Cùng người làm");
        await Some.SavedProduct(_market, kin, "Cùng dân tộc");
        await Some.SavedProduct(_market, stranger, "Người khác");

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Equal(["Cùng người làm", "Cùng dân tộc", "Đã hết"], page.QuerySelectorAll("[aria-labelledby=more] h3, [aria-labelledby=more] li a[href^='/p/']").Select(card => card.TextContent.Trim()).Where(text => text.Length > 0).Distinct());
    }

    [Theory]
    [InlineData(true, "2026-09-01", true)]
    [InlineData(true, "2026-08-31", false)]
    [InlineData(false, "2027-09-01", false)]
    public async Task A_certificate_shows_while_it_is_verified_and_valid(bool isVerified, string validUntil, bool isShown)
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);
        await _market.Given(Certificate(product, isVerified ? Some.Moment : null, DateOnly.Parse(validUntil, null)));
        var client = _market.CreateClient();

        var page = await client.Open($"/p/{product.Slug}");
        var list = await client.Open("/products");

        Assert.Equal(isShown, page.Body!.TextContent.Contains("OC-77", StringComparison.Ordinal));
        Assert.Equal(isShown, page.Body.TextContent.Contains("OCOP 4 sao", StringComparison.Ordinal));
        Assert.Equal(isShown, list.QuerySelector("input[name=certificate][value=ocop]") is not null);
    }

    [Fact]
    public async Task A_certificate_disappears_by_itself_the_day_after_its_last()
    {
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        await _market.Given(Certificate(product, Some.Moment, new DateOnly(2026, 9, 1)));
        var client = _market.CreateClient();
        Assert.Contains("OC-77", (await client.Open($"/p/{product.Slug}")).Body!.TextContent, StringComparison.Ordinal);

        _market.Clock.Advance(TimeSpan.FromDays(1));

        Assert.DoesNotContain("OC-77", (await client.Open($"/p/{product.Slug}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await client.Open("/products")).QuerySelector("input[name=certificate][value=ocop]"));
    }

    [Fact]
    public async Task Search_engines_read_a_valid_product_and_no_text_breaks_out_of_it()
    {
        var booth = await Some.SavedBooth(_market, "Nhà </script><script>alert(1)</script>");
        var product = Some.Product(booth);
        product.StoryVi = "</script><!-- \"quoted\" ]]>";
        await _market.Given(product, new StockLevel { VariantId = product.Variants.First().Id, Available = 1 });

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Contains("<script type=\"application/ld+json\">", await _market.CreateClient().GetStringAsync(new Uri($"/p/{product.Slug}", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var data = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement;
        Assert.Equal("https://schema.org", data.GetProperty("@context").GetString());
        Assert.Equal("Product", data.GetProperty("@type").GetString());
        Assert.Equal(product.StoryVi, data.GetProperty("description").GetString());
        var offer = data.GetProperty("offers");
        Assert.Equal(335_000, offer.GetProperty("price").GetInt64());
        Assert.Equal("VND", offer.GetProperty("priceCurrency").GetString());
        Assert.Equal("https://schema.org/InStock", offer.GetProperty("availability").GetString());
        Assert.EndsWith($"/p/{product.Slug}", data.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal(booth.Producer.NameVi, offer.GetProperty("seller").GetProperty("name").GetString());
        Assert.DoesNotContain(page.Scripts, script => script.TextContent.StartsWith("alert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sold_out_product_keeps_its_page_without_a_buy_button()
    {
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market), stock: 0);

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Null(page.QuerySelector("form[action='/cart/lines']"));
        Assert.Contains("Đã hết hàng", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("OutOfStock", page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_maker_on_a_break_shows_goods_that_cannot_be_bought()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);
        await _market.Change(booth.Producer.Id, producer => producer.IsPaused = true);

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Null(page.QuerySelector("form[action='/cart/lines']"));
        Assert.Contains("Người làm đang tạm nghỉ", (await _market.CreateClient().Open("/products")).QuerySelector("main .card")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_chosen_with_their_own_price_and_stock()
    {
        var product = Some.Product(await Some.SavedBooth(_market));
        var large = product.AddVariant("Lớn", "Large", 500_000);
        await _market.Given(
            product, new StockLevel { VariantId = product.Variants.First().Id, Available = 2 }, new StockLevel { VariantId = large.Id, Available = 0 });

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Equal(2, page.QuerySelectorAll("input[type=radio][name=variant]").Length);
        Assert.Equal("từ 335.000\u00a0₫", page.QuerySelector(".price.large")!.TextContent);
        Assert.Equal("dès 335\u202f000\u00a0₫", (await _market.CreateClient().Open("/fr/products")).QuerySelector("main .card .price")!.TextContent);
        Assert.NotNull(page.QuerySelector($"input[value='{large.Id.Value}'][disabled]"));
        Assert.Contains("\"AggregateOffer\"", page.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("textiles", "handicrafts", "hand", true, true)]
    [InlineData("textiles", "handicrafts", "mixed", true, true)]
    [InlineData("textiles", "handicrafts", "machine", false, false)]
    [InlineData("pottery", "handicrafts", "hand", true, false)]
    [InlineData("honey", "food", "hand", false, false)]
    public async Task Only_handmade_goods_are_said_to_vary_and_only_cloth_to_bleed(string category, string group, string method, bool varies, bool bleeds)
    {
        var top = new Category { Slug = category, NameVi = category, NameEn = category, NameFr = category, Unit = "piece", OcopGroup = group };
        var part = new Category { Slug = "part", NameVi = "part", NameEn = "part", NameFr = "part", Unit = "piece", OcopGroup = group, Parent = top };
        await _market.Given(top, part);
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market) with { Category = part });
        await _market.Change(product.Id, found => found.Method = method);

        var text = (await _market.CreateClient().Open($"/p/{product.Slug}")).QuerySelector("[aria-labelledby=details]")!.TextContent;

        Assert.Equal(varies, text.Contains("Hàng làm tay nên", StringComparison.Ordinal));
        Assert.Equal(bleeds, text.Contains("có thể phai", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_too_heavy_for_one_parcel_has_a_fee_and_days_too()
    {
        await _market.Given(
            new ShippingRate { Zone = "national", MaxGrams = 20_000, PriceDong = 200_000, MinDays = 3, MaxDays = 6, ValidFrom = Start },
            new ShippingRate { Zone = "national", MaxGrams = 10_000, PriceDong = 120_000, MinDays = 3, MaxDays = 6, ValidFrom = Start },
            new ShippingRate { Zone = "europe", MaxGrams = 20_000, PriceDong = 3_000_000, MinDays = 7, MaxDays = 14, ValidFrom = Start });
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        await _market.Change(product.Id, found => found.WeightGrams = 45_000);

        var text = (await _market.CreateClient().Open($"/en/p/{product.Slug}")).Body!.TextContent;

        Assert.Contains("₫520,000 within Việt Nam", text, StringComparison.Ordinal);
        Assert.Contains("between 7 Sep 2026 and 10 Sep 2026", text, StringComparison.Ordinal);
        Assert.Contains("from ₫9,000,000", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_sent_from_where_the_maker_lives_and_its_origin_is_where_it_is_made()
    {
        var booth = await Some.SavedBooth(_market);
        var elsewhere = (await Some.SavedBooth(_market, "Nhà Vàng")).Commune;
        await _market.Read(db => db.AdminUnits.Where(unit => unit.Id == elsewhere.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.NameVi, "Sa Pa")));
        var product = await Some.SavedProduct(_market, booth with { Commune = elsewhere });

        var page = await _market.CreateClient().Open($"/p/{product.Slug}");

        Assert.Contains("Gửi từLùng Tám", page.QuerySelector("dl.summary")!.TextContent.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Sa Pa", page.QuerySelector(".panel.origin")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demonstration_goods_say_so_wherever_they_appear()
    {
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market), isDemo: true);
        var client = _market.CreateClient();

        Assert.Contains("hư cấu", (await client.Open($"/p/{product.Slug}")).QuerySelector(".tag.origin")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Hàng mẫu", (await client.Open("/products")).QuerySelector("main .card .tag.origin")!.TextContent);
        Assert.Equal("Hàng mẫu", (await client.Open("/")).QuerySelector("main .card .tag.origin")!.TextContent);
    }

    [Fact]
    public async Task A_draft_has_no_page()
    {
        var booth = await Some.SavedBooth(_market);
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = booth.Producer.Id,
            CategoryId = booth.Category.Id,
            Slug = "draft",
            NameVi = "Nháp",
            OriginUnitId = booth.Commune.Id,
            Unit = "piece",
            WeightGrams = 1,
            CreatedAt = Some.Moment,
        };
        await _market.Given(product);

        await _market.CreateClient().Open("/p/draft", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Commands_do_not_grow_with_options_and_neighbours()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);
        await _market.Given(Certificate(product, Some.Moment, new DateOnly(2027, 2, 1)));
        var client = _market.CreateClient();
        var few = await _market.CommandsOf(client, $"/p/{product.Slug}");

        await _market.Given([.. Enumerable.Range(0, 10).Select(i => (object)Certificate(product, Some.Moment, new DateOnly(2027, 1, 1 + i)))]);
        for (var i = 0; i < 10; i++)
        {
            await Some.SavedProduct(_market, booth, $"Túi {i}");
        }

        Assert.Equal(few, await _market.CommandsOf(client, $"/p/{product.Slug}"));
        Assert.InRange(few, 1, 7);
    }

    private static Certificate Certificate(Product product, DateTimeOffset? verifiedAt, DateOnly validUntil) => new()
    {
        Id = CertificateId.New(),
        ProducerId = product.ProducerId,
        ProductId = product.Id,
        Kind = CertificateKind.Ocop,
        Stars = 4,
        Number = "OC-77",
        Issuer = "UBND tỉnh",
        ValidFrom = new DateOnly(2024, 9, 1),
        ValidUntil = validUntil,
        VerifiedAt = verifiedAt,
    };
}

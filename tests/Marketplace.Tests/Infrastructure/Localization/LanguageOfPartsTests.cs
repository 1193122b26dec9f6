using AngleSharp.Dom;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Infrastructure.Localization;

/// <summary>WCAG 3.1.2: what stands on a page in another language says in which, so that it is read aloud as it sounds.</summary>
public sealed class LanguageOfPartsTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", null, null)]
    [InlineData("/en", null, "vi")]
    [InlineData("/fr", "en", "vi")]
    public async Task Goods_say_it_on_cards_and_on_the_way_here(string prefix, string? translated, string? untranslated)
    {
        var booth = await Some.SavedBooth(_market);
        var scarf = await Some.SavedProduct(_market, booth, "Khăn");
        var basket = Some.Product(booth, "Gùi");
        basket.NameEn = "";
        await _market.Given(basket, new StockLevel { VariantId = basket.Variants.First().Id, Available = 0 });
        using var guest = _market.AsGuest();

        foreach (var (product, language) in new[] { (scarf, translated), (basket, untranslated) })
        {
            foreach (var list in new[] { "/products", "/", $"/makers/{booth.Producer.Slug}" })
            {
                var card = (await guest.Open(prefix + list)).QuerySelector($".card a[href='{prefix}/p/{product.Slug}']")!;
                Assert.Equal(language, card.GetAttribute("lang"));
            }

            var page = await guest.Open($"{prefix}/p/{product.Slug}");
            Assert.Equal(language, page.QuerySelector(".breadcrumb [aria-current]")!.GetAttribute("lang"));
            Assert.Null(page.QuerySelector(".breadcrumb a")!.GetAttribute("lang"));
        }

        Assert.Equal(untranslated, (await guest.Open($"{prefix}/p/{basket.Slug}/alerts")).QuerySelector("h1 span")!.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("/en", null, "vi")]
    [InlineData("/fr", "en", "vi")]
    public async Task Goods_say_it_from_the_cart_to_the_order(string prefix, string? translated, string? untranslated)
    {
        var stall = await Stall.In(_market);
        var producer = stall.Producer("Lanh Lùng Tám");
        var scarf = stall.Product(producer, "Khăn");
        scarf.NameEn = "Scarf";
        var basket = stall.Product(producer, "Gùi");
        basket.NameEn = "";
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        await walk.Add(basket);

        AllSay(await walk.Browser.Open($"{prefix}/cart"));
        await walk.Start(prefix);
        await walk.Address(Walk.AtHome(stall));
        await walk.Method("CashOnDelivery");
        AllSay(await walk.Browser.Open(walk.Checkout + "/confirmation"));
        var placed = Walk.Location(await walk.Confirm(await walk.Shown()));
        AllSay(await walk.Browser.Open(placed.Replace("/thanks", "", StringComparison.Ordinal)));

        void AllSay(IDocument page)
        {
            Assert.All(Named(page, prefix is "" ? "Khăn" : "Scarf"), name => Assert.Equal(translated, name.GetAttribute("lang")));
            Assert.All(Named(page, "Gùi"), name => Assert.Equal(untranslated, name.GetAttribute("lang")));
        }
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("/en", null)]
    [InlineData("/fr", "en")]
    public async Task Crafts_peoples_and_places_say_it_in_chips_headings_and_on_the_way_here(string prefix, string? language)
    {
        var weaving = new Technique { Slug = "weaving", NameVi = "Dệt", NameEn = "Weaving" };
        await _market.Given(weaving, new EthnicGroup { Slug = "hmong", Code1979 = "08", Code2008 = "08", NameVi = "Hmông", NameEn = "Hmong" });
        var booth = await Some.SavedBooth(_market);
        var scarf = Some.Product(booth, "Khăn");
        scarf.SetTechniques([weaving.Id]);
        await _market.Given(scarf, new StockLevel { VariantId = scarf.Variants.First().Id, Available = 1 });
        var province = $"/provinces/{booth.Province.Code}";
        using var guest = _market.AsGuest();

        (string Page, string Part)[] parts =
        [
            ("/crafts", $"a.chip[href='{prefix}/crafts/weaving']"), ("/crafts/weaving", "h1"), ("/crafts/weaving", ".breadcrumb [aria-current]"),
            ("/products?technique=weaving", "a.chip > span:last-child"),
            ("/peoples", $"a.chip[href='{prefix}/peoples/hmong']"), ("/peoples/hmong", "h1 span"), ("/peoples/hmong", ".breadcrumb [aria-current]"),
            ("/provinces", $"a.chip[href='{prefix}{province}']"), (province, ".breadcrumb [aria-current]"), ("/", $"a.chip[href='{prefix}{province}']"),
        ];
        foreach (var (page, part) in parts)
        {
            var found = (await guest.Open(prefix + page)).QuerySelector("main " + part);
            Assert.True(found is not null && found.GetAttribute("lang") == language, $"{prefix}{page}: {part} says {found?.GetAttribute("lang") ?? "nothing"}");
        }
    }

    [Theory]
    [InlineData("", "Dệt")]
    [InlineData("/en", "Weaving")]
    [InlineData("/fr", "Tissage")]
    public async Task A_technique_is_named_and_found_in_the_readers_language(string prefix, string name)
    {
        var weaving = new Technique { Slug = "weaving", NameVi = "Dệt", NameEn = "Weaving", NameFr = "Tissage" };
        await _market.Given(weaving);
        var scarf = Some.Product(await Some.SavedBooth(_market), "Khăn");
        scarf.SetTechniques([weaving.Id]);
        await _market.Given(scarf, new StockLevel { VariantId = scarf.Variants.First().Id, Available = 1 });
        using var guest = _market.AsGuest();

        (string Page, string Part)[] parts =
        [
            ($"/p/{scarf.Slug}", $".origin a[href='{prefix}/crafts/weaving']"), ("/crafts", $"a.chip[href='{prefix}/crafts/weaving']"), ("/crafts/weaving", "h1"),
            ("/products", "input[name=technique][value=weaving] + span"), ("/products?technique=weaving", "a.chip > span:last-child"),
        ];
        foreach (var (page, part) in parts)
        {
            var found = (await guest.Open(prefix + page)).QuerySelector("main " + part)!;
            Assert.StartsWith(name, found.TextContent, StringComparison.Ordinal);
            Assert.Null(found.GetAttribute("lang"));
        }

        // Where nothing is found, cards of other goods stand there.
        Assert.Null((await guest.Open($"{prefix}/search?q={name}")).QuerySelector("main .empty"));
    }

    [Theory]
    [InlineData("", true, null)]
    [InlineData("", false, null)]
    [InlineData("/en", true, null)]
    [InlineData("/en", false, "(in Vietnamese)")]
    [InlineData("/fr", true, "(en anglais)")]
    [InlineData("/fr", false, "(en vietnamien)")]
    public async Task Texts_in_another_language_say_in_words_which(string prefix, bool isTranslated, string? words)
    {
        var hmong = new EthnicGroup { Slug = "hmong", Code1979 = "08", Code2008 = "08", NameVi = "Hmông", NameEn = "Hmong" };
        await _market.Given(hmong);
        await _market.Given(new HeritageItem
        {
            EthnicGroupId = hmong.Id,
            Slug = "gau-tao",
            Kind = "festival",
            NameVi = "Gầu Tào",
            NameEn = "Gau Tao",
            DescriptionVi = "Hội đầu năm.",
            DescriptionEn = isTranslated ? "The fair of the new year." : "",
            Calendar = "lunar",
            Month = "1",
            Sensitivity = "open",
        });
        var booth = await Some.SavedBooth(_market);
        var scarf = Some.Product(booth, "Khăn");
        (scarf.CareVi, scarf.CareEn) = ("giặt tay", isTranslated ? "hand wash" : "");
        if (!isTranslated)
        {
            (scarf.MaterialsEn, scarf.StoryEn) = ("", "");
        }

        await _market.Given(scarf, new StockLevel { VariantId = scarf.Variants.First().Id, Available = 1 });
        using var guest = _market.AsGuest();

        var page = await guest.Open($"{prefix}/p/{scarf.Slug}");
        foreach (var text in new[] { isTranslated && prefix is not "" ? "hemp, indigo" : "lanh, chàm", isTranslated && prefix is not "" ? "hand wash" : "giặt tay" })
        {
            Assert.Equal($"{text} {words}".TrimEnd(), page.Texts("main dd").Single(part => part.StartsWith(text, StringComparison.Ordinal)));
        }

        // A translated story says that it is translated, and from which language.
        Assert.Equal(words is not null && !isTranslated, page.Texts(".origin > p").Contains(words ?? ""));
        Assert.Equal(
            $"{(isTranslated && prefix is not "" ? "The fair of the new year." : "Hội đầu năm.")} {words}".TrimEnd(),
            (await guest.Open(prefix + "/peoples/hmong")).Texts("main article > p:not([class])").Single());
    }

    /// <summary>A photo that nobody described in English is described in Vietnamese, or by the product's English name.</summary>
    [Theory]
    [InlineData("", null, null)]
    [InlineData("/en", null, "vi")]
    [InlineData("/fr", "en", "vi")]
    public async Task Photos_say_it_of_their_descriptions(string prefix, string? translated, string? untranslated)
    {
        var booth = await Some.SavedBooth(_market);
        foreach (var (nameEn, altEn, language) in new[] { ("Scarf", "On a chair", translated), ("", "On a chair", translated), ("Scarf", "", translated), ("", "", untranslated) })
        {
            var photo = new MediaItem { Id = MediaId.New(), ProducerId = booth.Producer.Id, Sha256 = Guid.NewGuid().ToString("N"), UploadedAt = Some.Moment };
            photo.Finish(640, 640);
            var product = Some.Product(booth, "Khăn");
            product.NameEn = nameEn;
            product.AddPhoto(photo.Id, "Trên ghế", altEn);
            await _market.Given(photo, product);

            var picture = (await _market.CreateClient().Open($"{prefix}/p/{product.Slug}")).QuerySelector("main figure img")!;

            Assert.Equal(language, picture.GetAttribute("lang"));
            Assert.Equal(prefix is "" || language is "vi" ? "Trên ghế" : altEn is "" ? "Scarf" : "On a chair", picture.GetAttribute("alt"));
        }
    }

    /// <summary>The innermost elements that consist of the name; at least one.</summary>
    private static List<IElement> Named(IDocument page, string name)
    {
        var found = page.QuerySelectorAll("main *").Where(element => element.ChildElementCount == 0 && element.TextContent.Trim() == name).ToList();
        Assert.NotEmpty(found);
        return found;
    }
}

using System.Net;
using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Details;
using Marketplace.Features.Listings.Photos;
using Marketplace.Features.Listings.Preview;
using Marketplace.Features.Listings.Prices;
using Marketplace.Features.Listings.Start;
using Marketplace.Features.Listings.Status;
using Marketplace.Features.Listings.Story;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

/// <summary>What a maker may change of goods that a moderator has seen or is looking at.</summary>
public sealed class ListingEditsTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_moderator_reads_all_that_buyers_will_read()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var (producer, actor) = (atelier.Producer.Id, atelier.Actor);
        var technique = new Technique { Slug = "batik", NameVi = "Vẽ, in sáp ong", NameEn = "Wax-resist" };
        await _market.Given(technique);
        await _market.Send(new SetDetails(
            producer, actor, draft.Id, atelier.Kind.Id, [technique.Id], "Scarf", "Story", "lanh", "hemp and indigo", "Giặt tay", "Wash by hand", "hand", 37, 385, 200, null, 300, null, draft.OriginUnitId));
        await _market.Send(new SetPrices(producer, actor, draft.Id, [new PricedVariant(draft.Variants.First().Id, "Nhỏ", "Small one", draft.PriceDong, 5, 5, false)], SupplyKind.Stock, 17));
        await _market.Send(new Marketplace.Features.Studio.Settings.UpdateShop(producer, actor, true, "Nhà ở đầu bản", "First house", "0912345678", ""));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        var page = (await moderator.Open($"/moderation/products/{draft.Id.Value}")).QuerySelector("main")!.TextContent;
        var shop = (await moderator.Open($"/moderation/producers/{producer.Value}")).QuerySelector("main")!.TextContent;

        Assert.All((string[])["Vẽ, in sáp ong", "hemp and indigo", "Giặt tay", "Wash by hand", "37", "38,5 × 20 cm", "Small one", "17"], words => Assert.Contains(words, page));
        Assert.All((string[])["Nhà ở đầu bản", "First house"], words => Assert.Contains(words, shop));
    }

    [Fact]
    public async Task An_english_option_name_changed_on_sale_waits_to_be_looked_at()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();

        await _market.Send(Prices(atelier, product.Id, new PricedVariant(product.Variants.First().Id, "", "Cures backache", product.PriceDong, 10, 10, false)));

        Assert.Contains("Cures backache", (await _market.Read(db => db.ProductEdits.SingleAsync(Ct))).After);
    }

    /// <summary>What is on sale is read by everybody the moment it is changed; what a moderator has read before may stay.</summary>
    [Fact]
    public async Task Words_of_blocked_goods_are_not_added_to_goods_on_sale()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi ngà voi giả");
        await atelier.Stall.Open();
        await _market.Given(Blocked("wildlife", "ngà voi"), Blocked("claims", "chữa khỏi"));
        var browser = await _market.As(atelier.Maker);
        const string before = "Túi khâu tay, khuy hình ngà voi bằng gỗ, mỗi chiếc một khác, làm trong ba ngày ở bản.";

        var kept = await browser.Post($"{atelier.Root}/listings/{product.Id.Value}/story", ("NameVi", "Túi ngà voi giả"), ("StoryVi", before));
        var refused = await browser.Post($"{atelier.Root}/listings/{product.Id.Value}/story", ("NameVi", "Túi ngà voi giả"), ("StoryVi", before + " Đeo vào chữa khỏi đau lưng."));
        var details = await _market.Send(new SetDetails(
            atelier.Producer.Id, atelier.Actor, product.Id, atelier.Kind.Id, [], "Bag", "It is made of chữa khỏi", "", "", "", "", "hand", null, null, null, null, 300, null, product.OriginUnitId)
        {
            Declared = ["maker-declaration"],
        });
        var page = await refused.Page();

        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("chữa khỏi", page.QuerySelector("#StoryVi-error")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("đau lưng.", page.QuerySelector("#StoryVi")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("listings.blocked-edit", Assert.Single(details.Refusals).Code);
        Assert.Equal(before, await _market.Read(db => db.Products.Select(one => one.StoryVi).SingleAsync(Ct)));

        static BlockedGood Blocked(string slug, string signs) => new()
        {
            Slug = slug,
            NameVi = slug,
            NameEn = slug,
            ReasonVi = "Luật.",
            ReasonEn = "Law.",
            LegalBasisVi = "Luật",
            LegalBasisEn = "Law",
            Signs = signs,
            ValidFrom = new DateOnly(2025, 1, 1),
        };
    }

    [Fact]
    public async Task A_change_on_sale_counts_at_once_and_waits_to_be_looked_at()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();

        await _market.Send(new SetStory(atelier.Producer.Id, atelier.Actor, product.Id, "Túi thổ cẩm đỏ", ""));

        var saved = await atelier.Reload(product.Id);
        Assert.Equal((ProductStatus.Published, "Túi thổ cẩm đỏ", product.Slug), (saved.Status, saved.NameVi, saved.Slug));
        var edit = await _market.Read(db => db.ProductEdits.SingleAsync(Ct));
        Assert.Equal(("NameVi", "Túi thổ cẩm", "Túi thổ cẩm đỏ", null), (edit.Field, edit.Before, edit.After, edit.SeenAt));
    }

    [Fact]
    public async Task What_changed_is_kept_in_words_also_care_technique_and_place()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        var technique = new Technique { Slug = "batik", NameVi = "Vẽ, in sáp ong", NameEn = "Wax-resist" };
        await _market.Given(technique);
        var before = await atelier.Reload(product.Id);
        var kind = await _market.Read(db => db.Categories.Where(category => category.Id == before.CategoryId).Select(category => category.NameVi).SingleAsync(Ct));

        var saved = await _market.Send(new SetDetails(
            atelier.Producer.Id, atelier.Actor, product.Id, atelier.Kind.Id, [technique.Id], before.NameEn, before.StoryEn, before.MaterialsVi, before.MaterialsEn, "Chữa đau lưng", before.CareEn, before.Method,
            12, null, null, null, 300, null, before.OriginUnitId)
        {
            Declared = ["maker-declaration"],
        });

        Assert.True(saved.Succeeded);
        var edits = await _market.Read(db => db.ProductEdits.Select(edit => new { edit.Field, edit.Before, edit.After }).ToListAsync(Ct));
        Assert.Equal(
            [("CareVi", before.CareVi, "Chữa đau lưng"), ("CategoryId", kind, "Khăn dệt tay"), ("MakingHours", $"{before.MakingHours}", "12"), ("Techniques", "", "Vẽ, in sáp ong")],
            edits.OrderBy(edit => edit.Field, StringComparer.Ordinal).Select(edit => (edit.Field, edit.Before, edit.After)));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        Assert.Contains("Chữa đau lưng", (await moderator.Open($"/moderation/products/{product.Id.Value}")).Texts("td"));
    }

    [Fact]
    public async Task Goods_on_sale_move_to_a_kind_that_needs_papers_only_with_those_papers_declared()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        var browser = await _market.As(atelier.Maker);
        (string, string)[] typed =
        [
            ("CategoryId", $"{atelier.Kind.Id}"), ("Method", "hand"), ("WeightGrams", "321"), ("CareVi", "Giặt tay"), ("ProvinceId", $"{atelier.Stall.TuyenQuang.Id}"), ("UnitId", $"{product.OriginUnitId}"),
        ];

        var before = await browser.Open($"{atelier.Root}/listings/{product.Id.Value}/details");
        using var without = await browser.Post($"{atelier.Root}/listings/{product.Id.Value}/details", typed);
        var page = await without.Page();
        var kind = (await atelier.Reload(product.Id)).CategoryId;
        using var with = await browser.Post($"{atelier.Root}/listings/{product.Id.Value}/details", [.. typed, ("Declared", "maker-declaration")]);

        Assert.Empty(before.QuerySelectorAll("[name=Declared]"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, product.CategoryId), (without.StatusCode, kind));
        Assert.Equal("maker-declaration", Assert.Single(page.QuerySelectorAll("[name=Declared]")).GetAttribute("value"));
        Assert.Equal("Giặt tay", page.QuerySelector("#CareVi")!.TextContent.Trim());
        Assert.Equal(HttpStatusCode.Redirect, with.StatusCode);
        var saved = await atelier.Reload(product.Id);
        Assert.Equal((atelier.Kind.Id, "maker-declaration"), (saved.CategoryId, Assert.Single(saved.Declarations).DocumentSlug));
    }

    [Fact]
    public async Task Nothing_changes_while_a_moderator_looks_at_it()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));

        var result = await _market.Send(new SetStory(atelier.Producer.Id, atelier.Actor, draft.Id, "Tên khác hẳn", ""));

        Assert.Equal("listings.not-editable", Assert.Single(result.Refusals).Code);
    }

    [Theory]
    [InlineData("photos")]
    [InlineData("price")]
    [InlineData("story")]
    [InlineData("details")]
    [InlineData("lots")]
    [InlineData("certificates")]
    public async Task Pages_that_change_goods_in_review_lead_to_what_holds_of_them(string page)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);
        var listing = $"{atelier.Root}/listings/{draft.Id.Value}";
        using var before = await browser.Get($"{listing}/{page}");
        await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));

        using var after = await browser.Get($"/en{listing}/{page}");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal((HttpStatusCode.Redirect, "/en" + listing), (after.StatusCode, after.Headers.Location?.ToString()));
        Assert.Contains("cannot be changed", (await browser.Open("/en" + listing)).QuerySelector("main .banner")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Papers_and_batches_of_goods_in_review_stay_as_the_moderator_sees_them()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);
        var listing = $"{atelier.Root}/listings/{draft.Id.Value}";
        (string, string)[] lot = [("Code", "LO-1"), ("MadeOn", "2026-08-01"), ("Makers", $"{atelier.Person.Id.Value}")];
        (string, string)[] paper =
        [
            ("Kind", "Ocop"), ("Stars", "4"), ("Number", "12/QĐ"), ("Issuer", "UBND tỉnh"), ("ValidFrom", "2026-01-01"), ("ValidUntil", "2030-01-01"),
        ];
        using var lotBefore = await browser.Post(listing + "/lots", lot);
        using var paperBefore = await browser.Post(listing + "/certificates", paper);
        var (lotId, paperId) = (await _market.Read(db => db.Lots.Select(row => row.Id).SingleAsync(Ct)), await _market.Read(db => db.Certificates.Select(row => row.Id).SingleAsync(Ct)));
        await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));

        using var another = await browser.Post(listing + "/lots", [("Code", "LO-2"), .. lot[1..]]);
        using var lotGone = await browser.Post($"{listing}/lots/{lotId.Value}/withdrawal");
        using var anotherPaper = await browser.Post(listing + "/certificates", [.. paper.Where(pair => pair.Item1 != "Number"), ("Number", "13/QĐ")]);
        using var paperGone = await browser.Post($"{listing}/certificates/{paperId.Value}/withdrawal");
        using var sentAgain = await browser.Post(listing + "/lots", lot);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (lotBefore.StatusCode, paperBefore.StatusCode, sentAgain.StatusCode));
        foreach (var refused in (HttpResponseMessage[])[another, lotGone, anotherPaper, paperGone])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("đang chờ duyệt", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal("LO-2", (await another.Page()).QuerySelector("[name=Code]")!.GetAttribute("value"));
        Assert.Equal((1, 1), (await _market.Read(db => db.Lots.CountAsync(Ct)), await _market.Read(db => db.Certificates.CountAsync(Ct))));
    }

    [Fact]
    public async Task A_story_that_buyers_read_is_not_changed_into_none()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        var browser = await _market.As(atelier.Maker);
        var nothing = new string('a', 60);

        using var refused = await browser.Post($"{atelier.Root}/listings/{product.Id.Value}/story", ("NameVi", product.NameVi), ("StoryVi", nothing));

        var page = await refused.Page();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(nothing, page.QuerySelector("#StoryVi")!.TextContent.Trim());
        Assert.NotNull(page.QuerySelector("#StoryVi[aria-invalid]"));
        Assert.Equal(product.StoryVi, (await atelier.Reload(product.Id)).StoryVi);
    }

    [Theory]
    [InlineData("", "false", "nên không có gì để tạm ngừng")]
    [InlineData("/en", "true", "cannot go back on sale")]
    public async Task What_a_page_left_open_asks_too_late_is_refused_in_words(string language, string onSale, string why)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));
        var browser = await _market.As(atelier.Maker);

        var refused = await browser.Post($"{language}{atelier.Root}/listings/{draft.Id.Value}/status", ("onSale", onSale));
        var page = await Walk.Page(refused);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(why, page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main article.panel"));
        Assert.Equal(ProductStatus.Submitted, (await atelier.Reload(draft.Id)).Status);
    }

    [Fact]
    public async Task Every_edit_makes_a_newer_version_of_the_listing_also_one_of_its_parts_only()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var (producer, actor, photo) = (atelier.Producer.Id, atelier.Actor, draft.Photos.First().MediaId);
        var versions = new List<int> { (await atelier.Reload(draft.Id)).Version };
        Func<Task<Result>>[] edits =
        [
            () => _market.Send(new ChangePhoto(producer, actor, draft.Id, photo, PhotoChange.Describe, [new PhotoWords(photo, "Khăn trên vai", "")])),
            () => _market.Send(new AddPhotos(producer, actor, draft.Id, [new MemoryStream(Pictures.Jpeg())])),
            () => _market.Send(new ChangePhoto(producer, actor, draft.Id, photo, PhotoChange.Remove, [])),
            () => _market.Send(Prices(atelier, draft.Id, new PricedVariant(draft.Variants.First().Id, "Nhỏ", "Small", draft.PriceDong, 5, 5, false))),
        ];

        foreach (var edit in edits)
        {
            Assert.True((await edit()).Succeeded);
            versions.Add((await atelier.Reload(draft.Id)).Version);
        }

        Assert.Equal(versions.Distinct().Order(), versions);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SetPrices Prices(Atelier atelier, ProductId product, params PricedVariant[] variants) =>
        new(atelier.Producer.Id, atelier.Actor, product, variants, SupplyKind.Stock, 3);
}

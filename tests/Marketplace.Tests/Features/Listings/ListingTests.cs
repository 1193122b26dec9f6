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
using NetVips;

namespace Marketplace.Tests.Features.Listings;

public sealed class ListingTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Six_answers_make_a_listing_that_waits_for_review()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);

        var started = await browser.Post($"{atelier.Root}/listings/new", ("Token", Guid.CreateVersion7().ToString()), ("CategoryId", $"{atelier.Kind.Id}"));
        var listing = started.Headers.Location!.ToString().Replace("/photos", "", StringComparison.Ordinal);
        using var photo = new ByteArrayContent(Image.Black(400, 300).JpegsaveBuffer());
        using var upload = new MultipartFormDataContent { { photo, "Photos", "khan.jpg" } };
        var photographed = await browser.PostAsync(new Uri(listing + "/photos", UriKind.Relative), upload, Ct);
        var priced = await browser.Post(listing + "/price", ("Variants[0].PriceDong", "335.000"), ("Variants[0].Stock", "5"), ("Variants[1].PriceDong", ""), ("Supply", "Stock"), ("LeadTimeDays", "3"));
        var told = await browser.Post(listing + "/story", ("NameVi", "Khăn lanh nhuộm chàm"), ("StoryVi", "Mẹ trồng lanh, se sợi rồi nhuộm chàm ba nước."));
        var submitted = await browser.Post(listing + "/preview", ("Declared", "maker-declaration"));

        Assert.All([started, photographed, priced, told, submitted], response => Assert.Equal(HttpStatusCode.Redirect, response.StatusCode));
        var product = await _market.Read(db => db.Products.Include(product => product.Variants).Include(product => product.Photos).SingleAsync(Ct));
        Assert.Equal((ProductStatus.Submitted, 335_000L, "Khăn lanh nhuộm chàm"), (product.Status, product.PriceDong, product.NameVi));
        Assert.Equal("", Assert.Single(product.Photos).AltVi);
        Assert.StartsWith("khan-lanh-nhuom-cham-", product.Slug);
        Assert.Equal(5, await _market.Read(db => db.StockLevels.Where(stock => stock.VariantId == product.Variants.First().Id).Select(stock => stock.Available).SingleAsync(Ct)));
    }

    [Fact]
    public async Task What_the_maker_receives_is_told_by_the_next_page_and_by_the_script_in_the_same_words()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);

        var page = await (await browser.Get($"{atelier.Root}/listings/{draft.Id.Value}/story")).Content.ReadAsStringAsync(Ct);
        var answer = await (await browser.Get($"{atelier.Root}/listings/{draft.Id.Value}/receives?price=335.000")).Content.ReadAsStringAsync(Ct);

        // 5 % fee, 1 % and 0.5 % withheld, each rounded down.
        var text = JsonDocument.Parse(answer).RootElement.GetProperty("text").GetString()!;
        Assert.Equal("Bạn nhận 313.225\u00a0₫", text);
        Assert.Contains(text, WebUtility.HtmlDecode(page));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task The_script_gets_no_figure_for_what_is_no_price(string price)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        var answer = await (await _market.As(atelier.Maker)).Get($"{atelier.Root}/listings/{draft.Id.Value}/receives?price={price}");

        Assert.Equal("{\"text\":\"\"}", await answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task What_the_maker_is_told_to_receive_is_what_an_order_posts()
    {
        var stall = await Stall.In(_market);
        var random = new Random(20_260_901);
        var told = new List<(Product Product, long Receives)>();
        foreach (var kind in Enum.GetValues<ProducerKind>())
        {
            var producer = stall.Producer($"Nhà {kind}", kind: kind);
            for (var i = 0; i < 5; i++)
            {
                var price = random.NextInt64(1_000, 2_000_000);
                told.Add((stall.Product(producer, $"Hàng {kind} {i}", price, stock: 50), price));
            }
        }

        await stall.Open();
        foreach (var (product, price) in told)
        {
            var line = await _market.Send(new ShowReceives(product.ProducerId, product.Id, price));

            var order = await stall.Order(PaymentMethod.BankTransfer, null, (product, 1));

            var posted = await _market.Read(db => db.OrderLines.SingleAsync(row => row.ProductId == product.Id, Ct));
            Assert.NotNull(order);
            Assert.Equal((posted.PayableDong, posted.FeeDong, posted.WithheldVatDong, posted.WithheldPitDong), (line!.ReceivedDong, line.FeeDong, line.WithheldVatDong, line.WithheldPitDong));
        }
    }

    [Fact]
    public async Task A_piece_sold_while_the_maker_was_typing_is_not_sold_again()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft(stock: 5);
        var variant = draft.Variants.First().Id;
        await _market.Read(db => db.StockLevels.ExecuteUpdateAsync(set => set.SetProperty(stock => stock.Available, 4), Ct));

        var late = await _market.Send(Prices(atelier, draft.Id, new PricedVariant(variant, "", "", 400_000, 10, 5, false)));
        var again = await _market.Send(Prices(atelier, draft.Id, new PricedVariant(variant, "", "", 400_000, 10, 4, false)));

        var refusal = Assert.Single(late.Refusals);
        Assert.Equal(("listings.stock-changed", "Variants[0].Stock", 4), (refusal.Code, refusal.Field, (int)refusal.Arguments[0]));
        Assert.True(again.Succeeded);
        Assert.Equal(10, await _market.Read(db => db.StockLevels.Where(stock => stock.VariantId == variant).Select(stock => stock.Available).SingleAsync(Ct)));
        Assert.Equal(400_000, (await atelier.Reload(draft.Id)).PriceDong);
    }

    [Fact]
    public async Task After_a_sale_meanwhile_the_form_has_seen_the_new_number_and_takes_the_next_answer()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft(stock: 5);
        await _market.Read(db => db.StockLevels.ExecuteUpdateAsync(set => set.SetProperty(stock => stock.Available, 4), Ct));
        var browser = await _market.As(atelier.Maker);

        using var refused = await browser.Post($"{atelier.Root}/listings/{draft.Id.Value}/price", Typed("5"));
        var page = await refused.Page();
        using var again = await browser.Post($"{atelier.Root}/listings/{draft.Id.Value}/price", Typed(page.QuerySelector("[name='Variants[0].SeenStock']")!.GetAttribute("value")!));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (refused.StatusCode, again.StatusCode));
        Assert.Equal("10", page.QuerySelector("[name='Variants[0].Stock']")!.GetAttribute("value"));
        Assert.Contains("hiện còn 4", page.QuerySelector(".errors")!.TextContent);
        Assert.Equal(10, await _market.Read(db => db.StockLevels.Select(stock => stock.Available).SingleAsync(Ct)));

        (string, string)[] Typed(string seen) =>
        [
            ("Variants[0].Id", $"{draft.Variants.First().Id.Value}"), ("Variants[0].SeenStock", seen), ("Variants[0].PriceDong", "335.000"), ("Variants[0].Stock", "10"),
            ("Supply", "Stock"), ("LeadTimeDays", "3"),
        ];
    }

    [Fact]
    public async Task A_new_option_sent_twice_is_added_once()
    {
        var atelier = await Atelier.In(_market);
        var id = Stall.Done(await _market.Send(new StartListing(ProductId.New(), atelier.Producer.Id, atelier.Actor, atelier.Kind.Id)));
        var browser = await _market.As(atelier.Maker);
        var page = await browser.Open($"{atelier.Root}/listings/{id.Value}/price");
        (string, string)[] typed =
        [
            ("Variants[0].NewId", page.QuerySelector("[name='Variants[0].NewId']")!.GetAttribute("value")!), ("Variants[0].PriceDong", "335.000"), ("Variants[0].Stock", "3"),
            ("Supply", "Stock"), ("LeadTimeDays", "3"),
        ];

        var answers = await Task.WhenAll(browser.Post($"{atelier.Root}/listings/{id.Value}/price", typed), browser.Post($"{atelier.Root}/listings/{id.Value}/price", typed));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Single((await atelier.Reload(id)).Variants);
        Assert.Equal(3, await _market.Read(db => db.StockLevels.Select(stock => stock.Available).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Two_pages_that_each_add_a_nameless_option_do_not_make_two()
    {
        var atelier = await Atelier.In(_market);
        var id = Stall.Done(await _market.Send(new StartListing(ProductId.New(), atelier.Producer.Id, atelier.Actor, atelier.Kind.Id)));

        var first = await _market.Send(Prices(atelier, id, new PricedVariant(null, "", "", 300_000, 5, null, false, VariantId.New())));
        var second = await _market.Send(Prices(atelier, id, new PricedVariant(null, "", "", 300_000, 5, null, false, VariantId.New())));

        Assert.True(first.Succeeded);
        Assert.Equal("listings.variant-names-needed", Assert.Single(second.Refusals).Code);
        Assert.Single((await atelier.Reload(id)).Variants);
    }

    [Fact]
    public async Task Beside_the_stock_stands_what_is_held_for_orders_not_yet_paid()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm", stock: 5);
        await atelier.Stall.Open();
        var browser = await _market.As(atelier.Maker);
        var before = await browser.Open($"{atelier.Root}/listings/{product.Id.Value}/price");
        await atelier.Stall.Order(PaymentMethod.BankTransfer, null, (product, 2));

        var page = await browser.Open($"{atelier.Root}/listings/{product.Id.Value}/price");

        Assert.DoesNotContain("đang giữ", before.Body!.TextContent);
        Assert.Contains("đang giữ 2 món", page.Body!.TextContent);
        Assert.Equal("3", page.QuerySelector("[name='Variants[0].Stock']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_draft_keeps_the_stock_seen_with_the_stock_typed_and_gives_way_to_a_refused_form()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);

        var page = await browser.Open($"{atelier.Root}/listings/{draft.Id.Value}/price");
        using var refused = await browser.Post($"{atelier.Root}/listings/{draft.Id.Value}/price", ("Variants[0].PriceDong", "x"));

        // The script leaves out what is of type hidden, and looks at the value of data-draft.
        var seen = page.QuerySelector("[name='Variants[0].SeenStock']")!;
        Assert.Null(seen.GetAttribute("type"));
        Assert.True(seen.HasAttribute("hidden"));
        Assert.Equal("", page.QuerySelector("form[data-draft]")!.GetAttribute("data-draft"));
        Assert.Equal("posted", (await refused.Page()).QuerySelector("form[data-draft]")!.GetAttribute("data-draft"));
    }

    [Fact]
    public async Task Variants_come_with_names_and_leave_only_before_they_were_on_sale()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var variant = draft.Variants.First().Id;

        var nameless = await _market.Send(Prices(atelier, draft.Id, new PricedVariant(variant, "", "", 300_000, 5, 5, false), new PricedVariant(null, "", "", 400_000, 2, null, false)));
        var named = await _market.Send(Prices(atelier, draft.Id, new PricedVariant(variant, "Nhỏ", "", 300_000, 5, 5, false), new PricedVariant(null, "Lớn", "", 400_000, 2, null, false)));
        var gone = await _market.Send(Prices(atelier, draft.Id, new PricedVariant(variant, "Nhỏ", "", 300_000, 5, 5, true), new PricedVariant((await atelier.Reload(draft.Id)).Variants.Single(one => one.NameVi == "Lớn").Id, "Lớn", "", 400_000, 2, 2, false)));

        Assert.Equal("listings.variant-names-needed", Assert.Single(nameless.Refusals).Code);
        Assert.True(named.Succeeded);
        Assert.True(gone.Succeeded);
        Assert.Equal("Lớn", Assert.Single((await atelier.Reload(draft.Id)).Variants).NameVi);
    }

    [Fact]
    public async Task An_incomplete_listing_is_not_sent_and_says_what_is_missing()
    {
        var atelier = await Atelier.In(_market);
        var id = Stall.Done(await _market.Send(new StartListing(ProductId.New(), atelier.Producer.Id, atelier.Actor, atelier.Kind.Id)));

        var result = await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, id, [], false));

        Assert.Equal(["listings.missing-photos", "listings.missing-price", "listings.missing-story", "listings.missing-papers"], result.Refusals.Select(refusal => refusal.Code));
        Assert.Equal(ProductStatus.Draft, (await atelier.Reload(id)).Status);
    }

    [Theory]
    [InlineData("vi", "kể bằng ít nhất năm từ khác nhau")]
    [InlineData("en", "five different words")]
    public async Task One_letter_over_and_over_is_no_story_to_send_in(string language, string why)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);
        var (listing, nothing) = ($"{atelier.Root}/listings/{draft.Id.Value}", new string('a', 60));
        using var kept = await browser.Post(listing + "/story", ("NameVi", draft.NameVi), ("StoryVi", nothing));

        using var sent = await browser.Post((language == "vi" ? "" : "/" + language) + listing + "/preview", ("Declared", "maker-declaration"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        Assert.Contains(why, (await sent.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        var saved = await atelier.Reload(draft.Id);
        Assert.Equal((ProductStatus.Draft, nothing), (saved.Status, saved.StoryVi));
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

    [Fact]
    public async Task Words_of_blocked_goods_stop_the_listing_until_the_maker_says_it_is_not_that()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await _market.Send(new SetStory(atelier.Producer.Id, atelier.Actor, draft.Id, "Túi đựng thuốc lào", "Túi dệt tay, ngày xưa các cụ đựng thuốc lào mang đi nương."));

        var first = await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));
        var second = await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], true));

        Assert.Equal("listings.blocked-words", Assert.Single(first.Refusals).Code);
        Assert.True(second.Succeeded);
    }

    [Theory]
    [InlineData("care")]
    [InlineData("photo")]
    [InlineData("option")]
    public async Task Words_of_blocked_goods_are_found_wherever_buyers_read_them(string where)
    {
        const string words = "Dùng để đựng thuốc lào";
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var (producer, actor) = (atelier.Producer.Id, atelier.Actor);
        Assert.True((await (where switch
        {
            "care" => _market.Send(new SetDetails(producer, actor, draft.Id, atelier.Kind.Id, [], "", "", "", "", words, "", "hand", null, null, null, null, 300, null, draft.OriginUnitId)),
            "photo" => _market.Send(new ChangePhoto(producer, actor, draft.Id, draft.Photos.First().MediaId, PhotoChange.Describe, [new PhotoWords(draft.Photos.First().MediaId, words, "")])),
            _ => _market.Send(Prices(atelier, draft.Id, new PricedVariant(draft.Variants.First().Id, words, "", draft.PriceDong, 5, 5, false))),
        })).Succeeded);

        var preview = await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/listings/{draft.Id.Value}/preview");
        var sent = await _market.Send(new SubmitListing(producer, actor, draft.Id, ["maker-declaration"], false));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        Assert.NotNull(preview.QuerySelector("#IsNotBlocked"));
        Assert.Equal("listings.blocked-words", Assert.Single(sent.Refusals).Code);
        Assert.NotNull((await moderator.Open($"/moderation/products/{draft.Id.Value}")).QuerySelector(".banner.warning"));
    }

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

    [Fact]
    public async Task A_producer_who_is_not_verified_cannot_send_goods_in()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.Applied), Ct));

        var result = await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));

        Assert.Equal([ProducerRefusals.NotVerified], result.Refusals);
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
    public async Task A_listing_pauses_and_comes_back()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();

        var (paused, again) = (await Put(false), await Put(false));
        var off = (await atelier.Reload(product.Id)).Status;
        var (resumed, twice) = (await Put(true), await Put(true));

        Assert.All([paused, again, resumed, twice], result => Assert.Empty(result.Refusals));
        Assert.Equal(ProductStatus.Paused, off);
        Assert.Equal(ProductStatus.Published, (await atelier.Reload(product.Id)).Status);

        Task<Result> Put(bool onSale) => _market.Send(new PutOnSale(atelier.Producer.Id, atelier.Actor, product.Id, onSale));
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
            () => _market.Send(new AddPhotos(producer, actor, draft.Id, [new MemoryStream(Image.Black(400, 300).JpegsaveBuffer())])),
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

    [Fact]
    public async Task Photos_sent_side_by_side_stay_five()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            _market.Send(new AddPhotos(atelier.Producer.Id, atelier.Actor, draft.Id, [new MemoryStream(Image.Black(400, 300).JpegsaveBuffer())]))));

        var photos = (await atelier.Reload(draft.Id)).Photos;
        Assert.InRange(photos.Count, 2, 5);
        Assert.Equal(1 + results.Count(result => result.Succeeded), photos.Count);
    }

    [Fact]
    public async Task Words_for_a_photo_that_are_refused_stay_as_typed()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var words = "Khăn " + new string('x', 200);

        using var response = await (await _market.As(atelier.Maker)).Post(
            $"{atelier.Root}/listings/{draft.Id.Value}/photos/changes", ("change", $"{draft.Photos.First().MediaId.Value}:Describe"), ($"words[{draft.Photos.First().MediaId.Value}]", words));

        var page = await response.Page();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(words, page.QuerySelector("#alt-0")!.GetAttribute("value"));
        Assert.Equal("#alt-0", page.QuerySelector(".errors a")!.GetAttribute("href"));
        Assert.Equal("alt-0-error", page.QuerySelector("#alt-0[aria-invalid=true]")!.GetAttribute("aria-describedby"));
        Assert.NotNull(page.QuerySelector(".error#alt-0-error"));
        Assert.False(page.QuerySelector("#alt-en-0")!.HasAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Five_photos_and_no_more()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        var result = await _market.Send(new AddPhotos(atelier.Producer.Id, atelier.Actor, draft.Id, [.. Enumerable.Range(0, 5).Select(_ => new MemoryStream())]));

        Assert.Equal("listings.too-many-photos", Assert.Single(result.Refusals).Code);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("MZ this is a program")]
    [InlineData("")]
    public async Task What_is_no_photo_is_refused_in_words(string content)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        using var file = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(content));
        using var upload = new MultipartFormDataContent { { file, "Photos", "anh.jpg" } };

        var response = await (await _market.As(atelier.Maker)).PostAsync(new Uri($"{atelier.Root}/listings/{draft.Id.Value}/photos", UriKind.Relative), upload, Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Single((await atelier.Reload(draft.Id)).Photos);
    }

    [Fact]
    public async Task Details_are_kept_with_sizes_in_millimetres()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/listings/{draft.Id.Value}/details",
            ("CategoryId", $"{atelier.Kind.Id}"), ("Method", "mixed"), ("WeightGrams", "1.250"), ("Length", "38,5"), ("Width", "20"), ("UnitId", $"{draft.OriginUnitId}"), ("NameEn", "Indigo scarf"));

        var saved = await atelier.Reload(draft.Id);
        Assert.Equal((1250, 385, 200, null, "mixed", "Indigo scarf"), (saved.WeightGrams, saved.LengthMm, saved.WidthMm, saved.HeightMm, saved.Method, saved.NameEn));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/preview")]
    [InlineData("/photos")]
    [InlineData("/price")]
    [InlineData("/story")]
    [InlineData("/details")]
    public async Task Another_producers_listing_is_not_found(string page)
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(other.Maker);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{other.Root}/listings/{draft.Id.Value}{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{atelier.Root}/listings/{draft.Id.Value}{page}")).StatusCode);
    }

    [Fact]
    public async Task Another_producers_listing_cannot_be_changed()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var draft = await atelier.CompleteDraft();
        var (producer, actor) = (other.Producer.Id, other.Actor);

        Result[] results =
        [
            await _market.Send(new SetStory(producer, actor, draft.Id, "Của tôi rồi", "")),
            await _market.Send(new SetPrices(producer, actor, draft.Id, [new PricedVariant(draft.Variants.First().Id, "", "", 1_000, 0, 5, false)], SupplyKind.Stock, 3)),
            await _market.Send(new SubmitListing(producer, actor, draft.Id, [], true)),
            await _market.Send(new PutOnSale(producer, actor, draft.Id, true)),
            await _market.Send(new AddPhotos(producer, actor, draft.Id, [])),
            await _market.Send(new ChangePhoto(producer, actor, draft.Id, draft.Photos.First().MediaId, PhotoChange.Remove, [])),
            await _market.Send(new SetDetails(producer, actor, draft.Id, atelier.Kind.Id, [], "", "", "", "", "", "", "hand", null, null, null, null, 1, null, draft.OriginUnitId)),
        ];

        Assert.All(results, result => Assert.Equal([ProductRefusals.NotFound], result.Refusals));
    }

    [Fact]
    public async Task A_helper_works_under_a_mandate_and_every_page_says_for_whom()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var helper = await atelier.Helper(MandateScope.Listings);
        var browser = await _market.As(helper);

        var page = await (await browser.Get($"{atelier.Root}/listings/{draft.Id.Value}/story")).Content.ReadAsStringAsync(Ct);
        await browser.Post($"{atelier.Root}/listings/{draft.Id.Value}/preview", ("Declared", "maker-declaration"));
        await _market.Read(db => db.Products.ExecuteUpdateAsync(set => set.SetProperty(product => product.Status, ProductStatus.Published), Ct));
        await browser.Post($"{atelier.Root}/listings/{draft.Id.Value}/story", ("NameVi", "Tên do cán bộ ghi"), ("StoryVi", draft.StoryVi));

        Assert.Contains("class=\"acting", page);
        Assert.Contains("Hàng của Nhà Sùng", (await browser.Open($"{atelier.Root}/listings")).Texts("h1"));
        var answer = JsonDocument.Parse(await (await browser.Get($"{atelier.Root}/listings/{draft.Id.Value}/receives?price=335000")).Content.ReadAsStringAsync(Ct));
        Assert.StartsWith("Người làm nhận", answer.RootElement.GetProperty("text").GetString());
        Assert.Contains("Nhà Sùng", page);
        var edit = await _market.Read(db => db.ProductEdits.SingleAsync(Ct));
        Assert.Equal((new UserId(helper.Id), atelier.Producer.Id), (edit.ActorId, edit.PrincipalId));
    }

    [Fact]
    public async Task A_mandate_ends_covers_its_scope_only_and_never_money_or_settings()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(await atelier.Helper(MandateScope.Listings, days: 1));
        var before = (await browser.Get($"{atelier.Root}/listings")).StatusCode;
        HttpStatusCode[] closed =
            [(await browser.Get($"{atelier.Root}/orders")).StatusCode, (await browser.Get($"{atelier.Root}/money")).StatusCode, (await browser.Get($"{atelier.Root}/settings")).StatusCode, (await browser.Get($"{atelier.Root}/application")).StatusCode];

        _market.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.OK, before);
        Assert.All(closed, status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.NotEqual(HttpStatusCode.OK, (await browser.Get($"{atelier.Root}/listings")).StatusCode);
    }

    [Theory]
    [InlineData(true, StartListingHandler.MostDrafts)]
    [InlineData(false, StartListingHandler.MostDraftsUnverified)]
    public async Task A_shop_keeps_so_many_drafts_and_fewer_before_anybody_looked_at_it(bool verified, int most)
    {
        var atelier = await Atelier.In(_market);
        if (!verified)
        {
            await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.VerifiedAt, (DateTimeOffset?)null), Ct));
        }

        var last = ProductId.New();
        for (var number = 1; number <= most; number++)
        {
            Stall.Done(await _market.Send(new StartListing(number == most ? last : ProductId.New(), atelier.Producer.Id, atelier.Actor, atelier.Kind.Id)));
        }

        using var more = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/listings/new", ("Token", $"{Guid.CreateVersion7()}"), ("CategoryId", $"{atelier.Kind.Id}"));
        var again = await _market.Send(new StartListing(last, atelier.Producer.Id, atelier.Actor, atelier.Kind.Id));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, more.StatusCode);
        Assert.Contains($"Đang có {most} món viết dở", (await more.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.True(again.Succeeded);
    }

    [Fact]
    public async Task One_shop_does_not_fill_the_photo_queue()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var (draft, theirs) = (await atelier.CompleteDraft(), await other.CompleteDraft());
        await _market.Given([.. Enumerable.Range(0, AddPhotosHandler.MostWaiting - 1).Select(number => new MediaItem
        {
            Id = MediaId.New(),
            ProducerId = atelier.Producer.Id,
            Sha256 = $"{number:D64}",
            UploadedAt = _market.Clock.GetUtcNow(),
            LeasedUntil = _market.Clock.GetUtcNow().AddDays(1),
        })]);

        var two = await _market.Send(Photos(atelier, draft, 2));
        var one = await _market.Send(Photos(atelier, draft, 1));
        var neighbour = await _market.Send(Photos(other, theirs, 1));

        Assert.Equal([AddPhotosHandler.TooManyWaiting], two.Refusals);
        Assert.Empty(one.Refusals);
        Assert.Empty(neighbour.Refusals);

        static AddPhotos Photos(Atelier shop, Product product, int count) =>
            new(shop.Producer.Id, shop.Actor, product.Id, [.. Enumerable.Range(0, count).Select(_ => new MemoryStream(Image.Black(400, 300).JpegsaveBuffer()))]);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SetPrices Prices(Atelier atelier, ProductId product, params PricedVariant[] variants) =>
        new(atelier.Producer.Id, atelier.Actor, product, variants, SupplyKind.Stock, 3);
}

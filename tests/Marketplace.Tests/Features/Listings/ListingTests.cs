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
using Marketplace.Domain.Rules;
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
        using var photo = new ByteArrayContent(Pictures.Jpeg());
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
    public async Task An_incomplete_listing_is_not_sent_and_says_what_is_missing()
    {
        var atelier = await Atelier.In(_market);
        var id = Stall.Done(await _market.Send(new StartListing(ProductId.New(), atelier.Producer.Id, atelier.Actor, atelier.Kind.Id)));

        var result = await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, id, [], false));

        Assert.Equal(["listings.missing-photos", "listings.missing-price", "listings.missing-story", "listings.missing-papers"], result.Refusals.Select(refusal => refusal.Code));
        Assert.Equal(ProductStatus.Draft, (await atelier.Reload(id)).Status);
    }

    /// <summary>A change of law is a row with its first day, and what is over has its last one.</summary>
    [Fact]
    public async Task Papers_and_blocked_goods_are_those_of_the_day()
    {
        var atelier = await Atelier.In(_market);
        var today = _market.Clock.GetUtcNow().VietnamDay();
        var label = new DocumentType { Slug = "fibre-label", NameVi = "Nhãn thành phần sợi", NameEn = "Fibre composition label" };
        await _market.Given(
            label,
            new BlockedGood
            {
                Slug = "orchids",
                NameVi = "Lan rừng",
                NameEn = "Wild orchids",
                ReasonVi = "Quý.",
                ReasonEn = "Rare.",
                LegalBasisVi = "Luật",
                LegalBasisEn = "Law",
                ValidFrom = today.AddDays(-9),
                ValidTo = today.AddDays(-1),
            },
            new BlockedGood
            {
                Slug = "orchids",
                NameVi = "Lan rừng",
                NameEn = "Wild orchids",
                ReasonVi = "Quý.",
                ReasonEn = "Rare.",
                LegalBasisVi = "Luật",
                LegalBasisEn = "Law",
                ValidFrom = today.AddDays(2),
            });
        await _market.Given(
            new PaperRule { CategoryId = atelier.Kind.Id, DocumentTypeId = label.Id, ValidFrom = today.AddDays(-9), ValidTo = today.AddDays(-1), Source = "old" },
            new PaperRule { CategoryId = atelier.Kind.Id, DocumentTypeId = label.Id, ValidFrom = today.AddDays(1), Source = "new" });
        var (first, second, third) = (await Draft(), await Draft(), await Draft());

        var now = await Send(first, "maker-declaration");
        _market.Clock.Advance(TimeSpan.FromDays(1));
        var (lacking, complete) = (await Send(second, "maker-declaration"), await Send(second, "maker-declaration", "fibre-label"));
        _market.Clock.Advance(TimeSpan.FromDays(1));
        var blocked = await Send(third, "maker-declaration", "fibre-label");

        Assert.Empty(now);
        Assert.Equal(["listings.missing-papers"], lacking);
        Assert.Empty(complete);
        Assert.Equal(["listings.blocked-words"], blocked);

        async Task<ProductId> Draft()
        {
            var draft = await atelier.CompleteDraft();
            await _market.Change(draft.Id, product => product.StoryVi += " Có vẽ lan rừng.");
            return draft.Id;
        }

        async Task<IEnumerable<string>> Send(ProductId draft, params string[] papers) =>
            (await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft, papers, false))).Refusals.Select(refusal => refusal.Code);
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
    public async Task A_producer_who_is_not_verified_cannot_send_goods_in()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.Applied), Ct));

        var result = await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));

        Assert.Equal([ProducerRefusals.NotVerified], result.Refusals);
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

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SetPrices Prices(Atelier atelier, ProductId product, params PricedVariant[] variants) =>
        new(atelier.Producer.Id, atelier.Actor, product, variants, SupplyKind.Stock, 3);
}

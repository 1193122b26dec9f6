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

/// <summary>Who may work on a listing: its own shop, and helpers under a mandate.</summary>
public sealed class ListingActorsTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

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

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

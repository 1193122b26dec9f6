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

/// <summary>What is for sale of a listing, how many there are, and what two pages that are open at once make of it.</summary>
public sealed class ListingStockTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

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

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SetPrices Prices(Atelier atelier, ProductId product, params PricedVariant[] variants) =>
        new(atelier.Producer.Id, atelier.Actor, product, variants, SupplyKind.Stock, 3);
}

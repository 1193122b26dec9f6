using System.Net;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Origin;
using Marketplace.Features.Listings.Lots;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

public sealed class LotTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_batch_names_its_day_place_and_makers_in_equal_parts()
    {
        var atelier = await Atelier.In(_market);
        var others = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => atelier.Joined()));
        var product = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);

        using var added = await browser.Post(Address(atelier, product), [.. Good(), ("Makers", $"{atelier.Person.Id.Value}"), .. others.Select(person => ("Makers", $"{person.Value}"))]);

        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var lot = await _market.Read(db => db.Lots.AsNoTracking().Include(lot => lot.Makers).SingleAsync(Ct));
        Assert.Equal(("2026-08", new DateOnly(2026, 8, 31), atelier.Producer.UnitId), (lot.Code, lot.MadeOn, lot.UnitId));
        Assert.Equal([3334, 3333, 3333], lot.Makers.Select(maker => maker.ShareBasisPoints).OrderDescending());
        Assert.Contains("2026-08", (await browser.Open(Address(atelier, product))).Texts("li.card").Single());
    }

    public static TheoryData<string, string> BadFields() => new()
    {
        { "Code", "" }, { "Code", new string('L', 33) }, { "Code", "hai\ndòng" }, { "MadeOn", "" }, { "MadeOn", "hôm qua" }, { "MadeOn", "2026-13-40" }, { "MadeOn", "9999-12-31" },
        { "MadeOn", "2026-09-02" }, { "MadeOn", "٢٠٢٦-٠٨-٣١" }, { "Makers", "" }, { "Makers", "abc" }, { "Makers", "00000000-0000-0000-0000-000000000001" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task What_cannot_be_is_refused_in_words_and_what_was_typed_stays(string field, string value)
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();
        var fields = Good().Append(("Makers", $"{atelier.Person.Id.Value}")).Where(pair => pair.Item1 != field).Append((field, value)).ToArray();

        using var response = await (await _market.As(atelier.Maker)).Post(Address(atelier, product), fields);

        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.Contains(field == "Code" ? "2026-08-31" : "value=\"2026-08\"", html);
        Assert.Equal(0, await _market.Read(db => db.Lots.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_code_names_one_batch_of_a_product()
    {
        var atelier = await Atelier.In(_market);
        var (product, other) = (await atelier.CompleteDraft(), await atelier.CompleteDraft());

        var first = await _market.Send(Lot(atelier, product, "L1"));
        var second = await _market.Send(Lot(atelier, product, "L1") with { MadeOn = new DateOnly(2026, 8, 30) });
        var elsewhere = await _market.Send(Lot(atelier, other, "L1"));

        Assert.True(first.Succeeded && elsewhere.Succeeded);
        Assert.Equal("listings.lot-code-taken", Assert.Single(second.Refusals).Code);
    }

    [Fact]
    public async Task Someone_of_another_shop_did_not_make_it()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var product = await atelier.CompleteDraft();

        var result = await _market.Send(Lot(atelier, product, "L1") with { Makers = [atelier.Person.Id.Value, other.Person.Id.Value] });

        Assert.Equal("listings.lot-makers-required", Assert.Single(result.Refusals).Code);
    }

    [Fact]
    public async Task Another_shops_batches_are_not_found()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var product = await atelier.CompleteDraft();
        var browser = await _market.As(other.Maker);

        foreach (var address in (string[])[Address(atelier, product), Address(other, product)])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(address)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Post(address, [.. Good(), ("Makers", $"{other.Person.Id.Value}")])).StatusCode);
        }

        Assert.Equal([ProductRefusals.NotFound], (await _market.Send(Lot(other, product, "L1"))).Refusals);
        Assert.Equal(0, await _market.Read(db => db.Lots.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_batch_no_order_names_is_taken_back()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        var browser = await _market.As(atelier.Maker);
        Assert.True((await _market.Send(Lot(atelier, product, "L1"))).Succeeded);
        await atelier.Stall.Order(Marketplace.Domain.Payments.PaymentMethod.CashOnDelivery, null, (product, 1));
        Assert.True((await _market.Send(Lot(atelier, product, "Sai") with { MadeOn = new DateOnly(2026, 9, 1) })).Succeeded);
        var lots = await _market.Read(db => db.Lots.ToDictionaryAsync(lot => lot.Code, lot => lot.Id.Value, Ct));
        var page = await browser.Open(Address(atelier, product));

        using var ordered = await browser.Post($"{Address(atelier, product)}/{lots["L1"]}/withdrawal");
        using var mistaken = await browser.Post($"{Address(atelier, product)}/{lots["Sai"]}/withdrawal");
        using var again = await browser.Post($"{Address(atelier, product)}/{lots["Sai"]}/withdrawal");

        Assert.Equal([$"{lots["Sai"]}"], page.QuerySelectorAll("form[action$='/withdrawal']").Select(form => form.GetAttribute("action")!.Split('/')[^2]));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (ordered.StatusCode, mistaken.StatusCode, again.StatusCode));
        Assert.Contains("đơn", (await ordered.Page()).QuerySelector(".errors")!.TextContent);
        Assert.Equal("L1", (await _market.Read(db => db.Lots.SingleAsync(Ct))).Code);
    }

    [Fact]
    public async Task A_batch_that_is_ordered_while_it_is_taken_back_stays()
    {
        using var market = new InterruptedMarket();
        var (product, atelier) = await WithBatch(market);
        await atelier.Stall.Order(Marketplace.Domain.Payments.PaymentMethod.CashOnDelivery, null, (product, 1));
        await market.Read(db => db.OrderLines.ExecuteUpdateAsync(set => set.SetProperty(line => line.LotId, (LotId?)null), Ct));
        const string Ordered = "UPDATE OrderLines SET LotId = (SELECT Id FROM Lots)";
        market.Before(Ordered, "DELETE FROM", "Lots");
        // What the order did is rolled back here with the first run, as it would not be elsewhere.
        market.Before(Ordered, "SELECT", "OrderLines");
        var lot = await market.Read(db => db.Lots.Select(lot => lot.Id).SingleAsync(Ct));

        var refused = await market.Send(new WithdrawLot(atelier.Producer.Id, atelier.Actor, product.Id, lot));

        Assert.True(market.IsOver);
        Assert.Equal("listings.lot-ordered", Assert.Single(refused.Refusals).Code);
        Assert.Equal(lot, await market.Read(db => db.Lots.Select(lot => lot.Id).SingleAsync(Ct)));
    }

    [Fact]
    public async Task An_order_whose_batch_is_taken_back_meanwhile_is_made_without_it()
    {
        using var market = new InterruptedMarket();
        var (product, atelier) = await WithBatch(market);
        const string TakenBack = "DELETE FROM LotMaker; DELETE FROM Lots";
        market.Before(TakenBack, "INSERT INTO", "OrderLines");
        // What the maker did is rolled back here with the first run, as it would not be elsewhere.
        market.Before(TakenBack, "SELECT", "Lots");

        await atelier.Stall.Order(Marketplace.Domain.Payments.PaymentMethod.CashOnDelivery, null, (product, 1));

        Assert.True(market.IsOver);
        Assert.Null((await market.Read(db => db.OrderLines.SingleAsync(Ct))).LotId);
    }

    [Fact]
    public async Task A_batch_added_on_sale_waits_to_be_looked_at()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();

        Assert.True((await _market.Send(Lot(atelier, product, "Thuốc lào hảo hạng"))).Succeeded);

        Assert.Equal(("Lot", "", "Thuốc lào hảo hạng"), await _market.Read(async db => await db.ProductEdits.SingleAsync(Ct) is { } edit ? (edit.Field, edit.Before, edit.After) : default));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Marketplace.Domain.Accounts.Roles.Moderator));
        var page = await moderator.Open($"/moderation/products/{product.Id.Value}");
        Assert.NotNull(page.QuerySelector(".banner.warning"));
        Assert.Contains("Thuốc lào hảo hạng", page.QuerySelector("dl.summary")!.TextContent);
    }

    [Fact]
    public async Task The_same_batch_sent_twice_is_one()
    {
        var atelier = await Atelier.In(_market);
        var joined = await atelier.Joined();
        var product = await atelier.CompleteDraft();

        var first = await _market.Send(Lot(atelier, product, "L1"));
        var again = await _market.Send(Lot(atelier, product, "L1"));
        var others = await _market.Send(Lot(atelier, product, "L1") with { Makers = [atelier.Person.Id.Value, joined.Value] });
        var otherDay = await _market.Send(Lot(atelier, product, "L1") with { MadeOn = new DateOnly(2026, 8, 30) });

        Assert.True(first.Succeeded && again.Succeeded);
        Assert.Equal(["listings.lot-code-taken", "listings.lot-code-taken"], new[] { others, otherDay }.Select(result => Assert.Single(result.Refusals).Code));
        Assert.Equal(1, await _market.Read(db => db.Lots.CountAsync(Ct)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Address(Atelier atelier, Product product) => $"{atelier.Root}/listings/{product.Id.Value}/lots";

    private static async Task<(Product Product, Atelier Atelier)> WithBatch(TestMarketplace market)
    {
        var atelier = await Atelier.In(market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        Assert.True((await market.Send(Lot(atelier, product, "L1"))).Succeeded);
        return (product, atelier);
    }

    private static (string, string)[] Good() => [("Code", "2026-08"), ("MadeOn", "2026-08-31")];

    private static AddLot Lot(Atelier atelier, Product product, string code) =>
        new(atelier.Producer.Id, atelier.Actor, product.Id, code, new DateOnly(2026, 8, 31), [atelier.Person.Id.Value]);
}

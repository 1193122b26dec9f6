using System.Net;
using Marketplace.Domain.Orders;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Checkout;

public sealed class GuestCheckoutTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Goods_that_may_not_enter_a_country_are_named_from_their_page_to_the_cart()
    {
        var stall = await Stall.In(_market);
        var honey = stall.Product(stall.Producer("Lanh Lùng Tám"), "Mật ong", category: stall.Honey);
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        var page = await walk.Browser.Open("/en/p/" + honey.Slug);
        await walk.Add(honey);
        await walk.Start("/en");
        await walk.Address(
            ("CountryCode", "FR"), ("FullName", "Marie Dubois"), ("Email", "marie@example.org"), ("Phone", "+33 6 12 34 56 78"), ("Line1", "12 rue de la Paix"), ("City", "Paris"), ("PostalCode", "75002"));

        var pay = await walk.Browser.Open(walk.Checkout + "/payment");
        var cart = await walk.Browser.Open(pay.QuerySelector("main .banner.warning a")!.GetAttribute("href")!);

        Assert.Contains("European Union, United States", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var refused = Assert.Single(pay.QuerySelectorAll("main .banner.warning li")).TextContent;
        Assert.Contains("Mật ong", refused, StringComparison.Ordinal);
        Assert.Contains("does not let this in", refused, StringComparison.Ordinal);
        Assert.Equal("FR", cart.QuerySelector("#to option[selected]")!.GetAttribute("value"));
        Assert.Contains("does not let this in", cart.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Hàng hỏng hoặc không đúng như mô tả")]
    [InlineData("/en", "Damaged or not as described")]
    [InlineData("/fr", "Article abîmé ou non conforme")]
    public async Task Before_it_is_ordered_the_page_says_how_to_cancel_and_to_give_back(string language, string words)
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        await walk.ToConfirmation(stall, scarf);

        var page = await walk.Browser.Open(language + walk.Checkout + "/confirmation");
        var terms = await walk.Browser.Open(page.QuerySelector("main form p a[href$='/terms']")!.GetAttribute("href")!);

        Assert.Contains(words, page.QuerySelector("main form")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(terms.QuerySelector("#ranking"));
    }

    [Fact]
    public async Task Who_is_signed_in_finds_what_is_known_filled_in()
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var user = Some.User();
        var walk = new Walk(await _market.As(await _market.GivenUser(user)));
        await walk.Add(scarf);
        await walk.Start();
        var first = await walk.Browser.Open(walk.Checkout + "/address");
        var shown = await walk.ToConfirmation(stall, scarf);
        await walk.Confirm(shown);
        await walk.Add(scarf);
        await walk.Start();
        var second = await walk.Browser.Open(walk.Checkout + "/address");
        var stranger = new Walk(_market.AsGuest());
        await stranger.Add(scarf);
        await stranger.Start();
        var third = await stranger.Browser.Open(stranger.Checkout + "/address");

        Assert.Equal((user.DisplayName, ""), (Value(first, "FullName"), Value(first, "Line1")));
        var typed = Walk.AtHome(stall).ToDictionary(pair => pair.Name, pair => pair.Value);
        Assert.Equal((typed["FullName"], typed["Line1"], "0912 345 678"), (Value(second, "FullName"), Value(second, "Line1"), Value(second, "Phone")));
        Assert.Equal(typed["ProvinceId"], second.QuerySelector("[name=ProvinceId] option[selected]")!.GetAttribute("value"));
        Assert.Equal(("", ""), (Value(third, "FullName"), Value(third, "Line1")));

        static string? Value(AngleSharp.Dom.IDocument page, string name) => page.QuerySelector($"[name={name}]")!.GetAttribute("value") ?? "";
    }

    /// <summary>One letter of the whole order, not one a maker, and none that sounds as if the market had failed.</summary>
    [Theory]
    [InlineData("CashOnDelivery")]
    [InlineData("BankTransfer")]
    public async Task Who_cancels_is_asked_before_and_told_once(string method)
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        var basket = stall.Product(stall.Producer("Mây tre Sa Pa", stall.SaPa), "Gùi");
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(basket);
        await walk.Confirm(await walk.ToConfirmation(stall, scarf, method));
        var order = await _market.Read(db => db.Orders.Include(order => order.Parts).SingleAsync());
        Assert.Equal(2, order.Parts.Count);

        var page = await walk.Browser.Open($"/orders/{order.Number}?key={order.AccessKey}");
        Assert.Contains("Bạn không phải trả gì", page.QuerySelector("details:has(form[action$='/cancellation'])")!.TextContent, StringComparison.Ordinal);
        await walk.Browser.Post($"/orders/{order.Number}/cancellation", ("key", order.AccessKey));

        var letters = await _market.Read(db => db.OutboxMessages.Select(message => new { message.IdempotencyKey, message.Payload }).ToListAsync());
        Assert.Single(letters, letter => letter.IdempotencyKey.StartsWith("order-cancelled:", StringComparison.Ordinal));
        Assert.DoesNotContain(letters, letter => letter.IdempotencyKey.StartsWith("part-dropped:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_guest_without_script_walks_from_cart_to_order()
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());

        var shown = await walk.ToConfirmation(stall, scarf);
        var placed = await walk.Confirm(shown);

        var order = await _market.Read(db => db.Orders.SingleAsync());
        Assert.StartsWith($"/orders/{order.Number}/thanks?key=", Walk.Location(placed), StringComparison.Ordinal);
        Assert.Equal(order.Charged.MinorUnits.ToString(System.Globalization.CultureInfo.InvariantCulture), shown.Total);
        var thanks = await walk.Browser.Get(Walk.Location(placed));
        Assert.Equal(HttpStatusCode.OK, thanks.StatusCode);
        Assert.Contains(order.Number, await thanks.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("+84912345678", order.Address.Phone);
    }

    [Fact]
    public async Task A_transfer_goes_on_to_the_payment_page()
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());

        var placed = await walk.Confirm(await walk.ToConfirmation(stall, scarf, "BankTransfer"));

        Assert.StartsWith("/pay/CP", Walk.Location(placed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_sent_abroad_is_said_before_a_way_to_pay_is_chosen_and_no_sum_of_nothing_is_shown()
    {
        var stall = await Stall.In(_market);
        var meat = stall.Product(stall.Producer("Lanh Lùng Tám"), "Thịt gác bếp", category: stall.DriedMeat);
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(meat);
        await walk.Start("/en");
        await walk.Address(
            ("CountryCode", "FR"), ("FullName", "Élodie Martin"), ("Phone", "+33612345678"), ("Email", "elodie@example.com"), ("Line1", "3 rue des Écoles"),
            ("PostalCode", "75005"), ("City", "Paris"));

        var pay = await Walk.Page(await walk.Browser.Get(walk.Checkout + "/payment"));
        await walk.Method("Card");
        var confirm = await Walk.Page(await walk.Browser.Get(walk.Checkout + "/confirmation"));

        Assert.Contains("cannot be sent there", pay.QuerySelector("main .banner.warning")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 rue des Écoles, 75005 Paris, France", confirm.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("elodie@example.com", confirm.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(confirm.QuerySelector("main .money, main form"));
    }

    [Fact]
    public async Task Of_two_hundred_buyers_of_one_piece_exactly_one_gets_it()
    {
        var (stall, scarf) = await _market.Opened(stock: 1);
        var walks = Enumerable.Range(0, 200).Select(_ => new Walk(_market.AsGuest())).ToList();
        var shown = new Dictionary<Walk, (string, string)>();
        foreach (var walk in walks)
        {
            shown[walk] = await walk.ToConfirmation(stall, scarf);
        }

        var answers = await Task.WhenAll(walks.Select(walk => walk.Confirm(shown[walk])));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(199, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(1, await _market.Read(db => db.Orders.CountAsync()));
        Assert.Equal(0, await _market.Read(db => db.StockLevels.Select(stock => stock.Available).SingleAsync()));
        Assert.Equal(1, await _market.Read(db => db.StockHolds.CountAsync()));
    }

    [Fact]
    public async Task Twenty_equal_posts_make_one_order_and_give_twenty_equal_answers()
    {
        var (stall, scarf) = await _market.Opened(stock: 30);
        var walk = new Walk(_market.AsGuest());
        var shown = await walk.ToConfirmation(stall, scarf);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => walk.Confirm(shown)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Single(answers.Select(Walk.Location).Distinct());
        Assert.Equal(1, await _market.Read(db => db.Orders.CountAsync()));
        Assert.Equal(29, await _market.Read(db => db.StockLevels.Select(stock => stock.Available).SingleAsync()));
    }

    [Fact]
    public async Task A_new_price_is_shown_before_it_is_charged()
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        var shown = await walk.ToConfirmation(stall, scarf);
        await _market.Read(db => db.Variants.ExecuteUpdateAsync(all => all.SetProperty(variant => variant.PriceDong, 400_000)));

        var refused = await walk.Confirm(shown);
        var page = await Walk.Page(refused);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Matches("Tổng tiền vừa đổi từ [0-9.]+\u00a0₫ thành 435\\.000\u00a0₫", page.Body!.TextContent);
        Assert.Equal("435000", page.QuerySelector("input[name=Total]")!.GetAttribute("value"));
        Assert.Equal(0, await _market.Read(db => db.Orders.CountAsync()));
        Assert.Equal(HttpStatusCode.Redirect, (await walk.Confirm(await walk.Shown())).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999")]
    [InlineData("<script>")]
    public async Task A_total_that_was_never_shown_is_refused(string total)
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        var shown = await walk.ToConfirmation(stall, scarf);

        var refused = await walk.Confirm((total, shown.Version));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(0, await _market.Read(db => db.Orders.CountAsync()));
    }

    [Fact]
    public async Task A_paused_maker_is_explained_on_the_confirm_page()
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        var shown = await walk.ToConfirmation(stall, scarf);
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(all => all.SetProperty(producer => producer.IsPaused, true)));

        var page = await Walk.Page(await walk.Confirm(shown));

        Assert.Contains("Người làm đang tạm nghỉ bán", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[name=Total]"));
    }

    [Theory]
    [InlineData("address")]
    [InlineData("payment")]
    [InlineData("confirmation")]
    public async Task Another_browser_finds_no_checkout(string page)
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        await walk.ToConfirmation(stall, scarf);
        var stranger = new Walk(_market.AsGuest());
        await stranger.Add(scarf);

        Assert.Equal("/cart", Walk.Location(await stranger.Browser.Get($"{walk.Checkout}/{page}")));
        Assert.Equal("/cart", Walk.Location(await stranger.Browser.Post($"{walk.Checkout}/{page}")));
    }

    [Fact]
    public async Task What_was_typed_is_still_there_after_going_back_to_the_cart()
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        await walk.ToConfirmation(stall, scarf);
        var first = walk.Checkout;

        await walk.Start();
        var page = await Walk.Page(await walk.Browser.Get(walk.Checkout + "/address"));

        Assert.Equal(first, walk.Checkout);
        Assert.Equal("Nguyễn Thị Mai", page.QuerySelector("[name=FullName]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Abroad_is_charged_by_card_in_the_currency_shown_with_its_rate()
    {
        var (_, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        await walk.Start("/fr");
        await walk.Address(
            ("CountryCode", "FR"), ("FullName", "Élodie Martin"), ("Phone", "+33612345678"), ("Email", "elodie@example.com"), ("Line1", "3 rue des Écoles"),
            ("PostalCode", "75005"), ("City", "Paris"));
        Assert.EndsWith("/confirmation", Walk.Location(await walk.Method("Card")), StringComparison.Ordinal);
        var shown = await walk.Shown();

        var placed = await walk.Confirm(shown);

        Assert.StartsWith("/fr/pay/CP", Walk.Location(placed), StringComparison.Ordinal);
        var order = await _market.Read(db => db.Orders.Include(order => order.Parts).SingleAsync());
        Assert.Equal("EUR", order.Charged.Currency.Code);
        Assert.Equal(shown.Total, order.Charged.MinorUnits.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(29_876_543_210, order.DongPerUnitMicros);
        Assert.Equal("fr", order.Language);
        Assert.Equal(OrderStatus.AwaitingPayment, order.Status);
    }
}

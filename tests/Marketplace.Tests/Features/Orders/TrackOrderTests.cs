using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Orders;

public sealed class TrackOrderTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("0912345678")]
    [InlineData("+84 912 345 678")]
    [InlineData("0912.345.678")]
    public async Task Code_and_phone_open_the_order_to_follow_it(string phone)
    {
        var placed = await Placed();
        var browser = _market.AsGuest();

        var found = await browser.Post("/track", ("Code", " " + placed.Number.ToLowerInvariant() + " "), ("Phone", phone));

        Assert.Equal($"/track/{placed.Number}?key={OrderKey.ForFollowing(placed.Key)}", Walk.Location(found));
        var page = await browser.Get(Walk.Location(found));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Bạn đặt hàng", (await Walk.Page(page)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_who_comes_back_from_paying_is_offered_an_account_on_the_orders_page()
    {
        var placed = await Placed();
        var user = await _market.GivenUser(Some.User());
        var address = $"/orders/{placed.Number}?key={placed.Key}";

        var guest = await Walk.Page(await _market.AsGuest().Get(address));
        var signedIn = await Walk.Page(await (await _market.As(user)).Get(address));

        Assert.NotNull(guest.QuerySelector("main a[href='/account/sign-up']"));
        Assert.Null(signedIn.QuerySelector("main a[href='/account/sign-up']"));
    }

    [Fact]
    public async Task A_wrong_code_and_a_wrong_phone_get_the_same_answer()
    {
        var placed = await Placed();
        var browser = _market.AsGuest();

        var wrongPhone = await browser.Post("/track", ("Code", placed.Number), ("Phone", "0987654321"));
        var wrongCode = await browser.Post("/track", ("Code", "CP2222222A"), ("Phone", "0912345678"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongPhone.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongCode.StatusCode);
        Assert.Equal(Errors(await Walk.Page(wrongPhone)), Errors(await Walk.Page(wrongCode)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("<script>", "' OR 1=1")]
    [InlineData("CP", "8")]
    [InlineData("٠١٢", "\u202E0912345678")]
    public async Task Bad_input_is_answered_and_kept(string code, string phone)
    {
        await Placed();

        var refused = await _market.AsGuest().Post("/en/track", ("Code", code), ("Phone", phone));
        var page = await Walk.Page(refused);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("No order fits", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(code, page.QuerySelector("[name=Code]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?key=AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_the_key_the_order_is_not_found(string key)
    {
        var placed = await Placed();
        var browser = _market.AsGuest();

        foreach (var page in new[] { "", "/thanks", "/problem" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/orders/{placed.Number}{page}{key}")).StatusCode);
        }
    }

    [Theory]
    [InlineData("", "/orders/{0}", "")]
    [InlineData("/en", "/orders/{0}/thanks", "")]
    [InlineData("/fr", "/orders/{0}/problem", "")]
    [InlineData("", "/track/{0}", "?key=AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/en", "/pay/{0}", "")]
    public async Task Who_opens_an_order_signed_out_is_shown_the_way_on_and_not_whether_it_exists(string language, string path, string query)
    {
        var placed = await Placed();
        var real = await _market.AsGuest().Open(Address(placed.Number), HttpStatusCode.NotFound);
        var invented = await _market.AsGuest().Open(Address("CP2222222A"), HttpStatusCode.NotFound);

        var signIn = real.QuerySelector("main a.button[href*='/account/sign-in?returnUrl=']")!.GetAttribute("href")!;
        Assert.Equal($"{language}/account/sign-in?returnUrl={Uri.EscapeDataString(Address(placed.Number))}", signIn);
        Assert.NotNull(real.QuerySelector($"main a[href='{language}/track']"));
        Assert.Equal(
            real.QuerySelector("main")!.InnerHtml.Replace(placed.Number, "", StringComparison.Ordinal),
            invented.QuerySelector("main")!.InnerHtml.Replace("CP2222222A", "", StringComparison.Ordinal));

        string Address(string number) => language + string.Format(System.Globalization.CultureInfo.InvariantCulture, path, number) + query;
    }

    [Fact]
    public async Task The_way_on_leads_back_to_the_order_after_signing_in()
    {
        var user = await _market.GivenUser(Some.User());
        var placed = await Placed();
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.BuyerId, (Marketplace.Domain.Accounts.UserId?)new Marketplace.Domain.Accounts.UserId(user.Id))));
        var browser = _market.AsGuest();
        var closed = await browser.Open($"/orders/{placed.Number}", HttpStatusCode.NotFound);
        var signIn = await browser.Open(closed.QuerySelector("main a.button")!.GetAttribute("href")!);

        var signedIn = await browser.Post(
            "/account/sign-in", ("Login", user.UserName!), ("Password", Some.Password), ("ReturnUrl", signIn.QuerySelector("[name=ReturnUrl]")!.GetAttribute("value")!));

        Assert.Equal($"/orders/{placed.Number}", Walk.Location(signedIn));
        await browser.Open(Walk.Location(signedIn));
        var another = await (await _market.As(await _market.GivenUser(Some.User()))).Open($"/orders/{placed.Number}", HttpStatusCode.NotFound);
        Assert.NotNull(another.QuerySelector("main a.button[href='/account/orders']"));
    }

    [Fact]
    public async Task The_key_does_not_follow_from_anything_a_checkouts_address_tells()
    {
        var placed = await Placed();
        var order = await _market.Read(db => db.Orders.AsNoTracking().SingleAsync());

        var sameWalk = Order.Place(
            order.Id, order.Number, order.CheckoutId, order.BuyerId, order.Address, order.Language, order.Method, Money.Vnd(0), order.DongPerUnitMicros,
            order.RateSource, [], order.PlacedAt, order.HoldUntil);

        Assert.Equal(placed.Key, order.AccessKey);
        Assert.NotEqual(placed.Key, sameWalk.AccessKey);
        Assert.Equal(HttpStatusCode.NotFound, (await _market.AsGuest().Get($"/orders/{placed.Number}?key={sameWalk.AccessKey}")).StatusCode);
    }

    [Fact]
    public async Task A_late_order_says_so_first()
    {
        var placed = await Placed();
        _market.Clock.Advance(TimeSpan.FromDays(30));

        var page = await Walk.Page(await _market.AsGuest().Get($"/en/orders/{placed.Number}?key={placed.Key}"));

        Assert.Contains("later than promised", page.QuerySelector("main .banner")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thanks_announce_a_parcel_only_while_one_is_to_come()
    {
        var placed = await Placed();
        var address = $"/en/orders/{placed.Number}/thanks?key={placed.Key}";
        var browser = _market.AsGuest();

        var before = await Walk.Page(await browser.Get(address));
        await _market.Read(db => db.ProducerOrders.ExecuteUpdateAsync(set => set.SetProperty(part => part.Status, ProducerOrderStatus.Delivered)));
        var after = await Walk.Page(await browser.Get(address));

        Assert.Equal((3, 2), (before.QuerySelectorAll("main dt").Length, after.QuerySelectorAll("main dt").Length));
        Assert.Equal((3, 2), (before.QuerySelectorAll("main > p:not(:has(a))").Length, after.QuerySelectorAll("main > p:not(:has(a))").Length));
    }

    [Fact]
    public async Task A_problem_reaches_the_maker_and_the_moderators()
    {
        var placed = await Placed();
        var moderator = await _market.GivenUser(Some.User(), Marketplace.Domain.Accounts.Roles.Moderator);
        var browser = _market.AsGuest();

        var empty = await browser.Post($"/orders/{placed.Number}/problem", ("key", placed.Key), ("Text", " "));
        var tooLong = await browser.Post($"/orders/{placed.Number}/problem", ("key", placed.Key), ("Text", new string('x', 2001)));
        var sent = await browser.Post($"/orders/{placed.Number}/problem", ("key", placed.Key), ("Text", "Khăn bị rách một góc."));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var told = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("problem:")).Select(message => message.Payload).ToListAsync());
        Assert.Equal(2, told.Count);
        Assert.Contains(told, payload => payload.Contains(moderator.UserName!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Bưu điện", "VN123", "Bưu điện, mã vận đơn VN123")]
    [InlineData("", "Bưu điện", "", "Gửi qua Bưu điện")]
    [InlineData("/en", "", "VN123", "Tracking number VN123")]
    [InlineData("/fr", "Bưu điện", "", "Envoyé par Bưu điện")]
    [InlineData("", "", "", null)]
    public async Task A_parcel_on_its_way_is_followed_by_whatever_the_maker_filled_in(string language, string carrier, string code, string? said)
    {
        var placed = await Placed();
        await _market.Read(db => db.ProducerOrders.ExecuteUpdateAsync(set => set
            .SetProperty(part => part.Status, ProducerOrderStatus.Sent).SetProperty(part => part.Carrier, carrier).SetProperty(part => part.TrackingCode, code)));

        var page = await Walk.Page(await _market.AsGuest().Get($"{language}/orders/{placed.Number}?key={placed.Key}"));

        // Beside the status, when it arrives, what to pay and the maker's telephone.
        Assert.Equal(said is null ? [] : [said], page.Texts("main section.panel > p:not(:has(.tag, time, strong, a))"));
    }

    private static string Errors(AngleSharp.Dom.IDocument page) => page.QuerySelector(".errors")!.TextContent;

    private async Task<PreparedOrder> Placed()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await stall.Open();
        return await stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 1));
    }
}

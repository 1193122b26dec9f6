using System.Net;
using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Tests.Security;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Orders;

/// <summary>Code and telephone stand on the slip: who knows them follows the order and pays it, and does not manage it.</summary>
public sealed class FollowOrderTests : IDisposable
{
    /// <summary>All that the key for following is good for.</summary>
    private static readonly string[] OpenToFollowers =
    [
        "GET /orders/{number}/problem", "POST /orders/{number}/problem",
        "GET /pay/{number}", "POST /pay/{number}/card", "POST /pay/{number}/checks", "GET /pay/{number}/qr.png", "GET /pay/{number}/state",
        "GET /track/{number}", "POST /track/{number}/link",
    ];

    private const string Phone = "0987654321";

    private readonly CrowdedMarket _market = new();
    private Stall? _stall;
    private Product? _scarf;
    private Product? _bag;

    public void Dispose() => _market.Dispose();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "Nhà Một")]
    [InlineData("/en", "Nhà Hai")]
    [InlineData("/fr", "Nhà Hai")]
    public async Task Parcels_are_followed_without_telling_who_bought_where_it_goes_or_what_it_cost(string language, string maker)
    {
        var placed = await Placed();
        await _market.Read(db => db.ProducerOrders.ExecuteUpdateAsync(set => set
            .SetProperty(part => part.Status, ProducerOrderStatus.Sent).SetProperty(part => part.Carrier, "VNPost").SetProperty(part => part.TrackingCode, "EV1VN"), Ct));

        var page = await Walk.Page(await _market.AsGuest().Get($"{language}/track/{placed.Number}?key={Follow(placed)}"));
        var main = page.QuerySelector("main")!;

        Assert.Contains(maker, main.TextContent, StringComparison.Ordinal);
        Assert.Contains("EV1VN", main.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, main.QuerySelectorAll("section.panel li").Length);
        Assert.NotEmpty(main.QuerySelectorAll("section.panel time"));
        Assert.NotEmpty(main.QuerySelectorAll("ol.timeline li"));
        Assert.NotNull(main.QuerySelector("a[href*='/problem?']"));
        foreach (var secret in (string[])["Nguyễn Thị Mai", "Lê Lợi", "0987", "987654321", "mai.nguyen", "₫", placed.Key])
        {
            Assert.DoesNotContain(secret, main.InnerHtml, StringComparison.Ordinal);
        }

        // Only the link can be asked for.
        Assert.Equal([$"{language}/track/{placed.Number}/link"], main.QuerySelectorAll("form").Select(form => form.GetAttribute("action")));
    }

    [Fact]
    public async Task The_key_for_following_opens_what_is_declared_and_nothing_else()
    {
        var waiting = await Placed(PaymentMethod.BankTransfer);
        var made = await Another(PaymentMethod.CashOnDelivery);
        var sent = await Another(PaymentMethod.CashOnDelivery);
        await _market.Read(db => db.ProducerOrders.Where(part => db.Orders.Any(order => order.Id == part.OrderId && order.Number == sent.Number))
            .ExecuteUpdateAsync(set => set.SetProperty(part => part.Status, ProducerOrderStatus.Sent), Ct));
        var before = await States();
        var guest = _market.AsGuest();

        var open = new List<string>();
        foreach (var route in Declared.All.Select(row => row.Route).Where(route => route.Contains("/orders/{number}", StringComparison.Ordinal) && !route.Contains("finance", StringComparison.Ordinal) && !route.Contains("studio", StringComparison.Ordinal)
            || route.Contains(" /pay/{number}", StringComparison.Ordinal) || route.Contains(" /track/{number}", StringComparison.Ordinal)))
        {
            foreach (var order in (PreparedOrder[])[waiting, made, sent])
            {
                var part = await _market.Read(db => db.ProducerOrders.Where(part => db.Orders.Any(one => one.Id == part.OrderId && one.Number == order.Number)).Select(part => part.Id).FirstAsync(Ct));
                var path = route.Split(' ')[1].Replace("{number}", order.Number, StringComparison.Ordinal).Replace("{part:guid}", part.Value.ToString(), StringComparison.Ordinal)
                    .Replace("{photo:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
                using var answer = route.StartsWith("GET", StringComparison.Ordinal)
                    ? await guest.Get($"{path}?key={Follow(order)}")
                    : await guest.Post(path, ("key", Follow(order)), ("Text", "Hàng chưa tới"));
                if (answer.StatusCode != HttpStatusCode.NotFound)
                {
                    open.Add(route);
                    Assert.DoesNotContain(order.Key, await answer.Content.ReadAsStringAsync(Ct) + answer.Headers.Location, StringComparison.Ordinal);
                }
            }
        }

        Assert.Equal(OpenToFollowers.Order(), open.Distinct().Order());
        Assert.Equal(before, await States());

        // The same buttons with the order's own key.
        Assert.Equal(HttpStatusCode.Redirect, (await guest.Post($"/orders/{made.Number}/cancellation", ("key", made.Key))).StatusCode);
        Assert.NotEqual(before, await States());
    }

    [Fact]
    public async Task A_maker_who_reads_code_and_phone_on_the_slip_cancels_nothing()
    {
        var placed = await Placed();
        var guest = _market.AsGuest();

        var followed = Walk.Location(await guest.Post("/track", ("Code", placed.Number), ("Phone", Phone)));
        var key = followed.Split("key=")[1];
        var cancelled = await guest.Post($"/orders/{placed.Number}/cancellation", ("key", key));
        var order = await guest.Get($"/orders/{placed.Number}?key={key}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (cancelled.StatusCode, order.StatusCode));
        Assert.Equal(OrderStatus.Confirmed, await _market.Read(db => db.Orders.Select(one => one.Status).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Who_has_all_rights_is_led_to_the_orders_own_page()
    {
        var placed = await Placed();
        var buyer = await _market.GivenUser(Some.User());
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.BuyerId, (UserId?)new UserId(buyer.Id)), Ct));
        var signedIn = await _market.As(buyer);

        var tracked = await signedIn.Post("/track", ("Code", placed.Number), ("Phone", Phone));
        var byKey = await _market.AsGuest().Get($"/track/{placed.Number}?key={placed.Key}");
        var stranger = await (await _market.As(await _market.GivenUser(Some.User()))).Post("/track", ("Code", placed.Number), ("Phone", Phone));

        Assert.Equal($"/orders/{placed.Number}", Walk.Location(tracked));
        Assert.NotNull((await signedIn.Open(Walk.Location(tracked))).QuerySelector("main form[action$='/cancellation']"));
        Assert.Equal($"/orders/{placed.Number}?key={placed.Key}", Walk.Location(byKey));
        Assert.Equal($"/track/{placed.Number}?key={Follow(placed)}", Walk.Location(stranger));
    }

    [Fact]
    public async Task The_link_goes_to_the_orders_address_in_its_language_once_an_hour_whoever_asks()
    {
        var placed = await Placed();
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.Language, "fr"), Ct));
        var (guest, form) = (_market.AsGuest(), ("key", Follow(placed)));

        var asked = await guest.Post($"/en/track/{placed.Number}/link", form);
        var page = await Walk.Page(await guest.Get(Walk.Location(asked)));
        var again = await _market.AsGuest().Post($"/en/track/{placed.Number}/link", form);
        var first = await Told();
        _market.Clock.Advance(TimeSpan.FromHours(1));
        await guest.Post($"/en/track/{placed.Number}/link", form);

        Assert.Equal($"/en/track/{placed.Number}?key={Follow(placed)}&asked=true", Walk.Location(asked));
        Assert.Equal(Walk.Location(asked), Walk.Location(again));
        Assert.Contains("m•••@e•••.vn", page.QuerySelector("main .banner.success")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("mai.nguyen", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var message = Assert.Single(first);
        Assert.Contains("mai.nguyen@example.vn", message, StringComparison.Ordinal);
        Assert.Contains("Le lien pour g", message, StringComparison.Ordinal);
        Assert.Contains($"/fr/orders/{placed.Number}?key={placed.Key}", message, StringComparison.Ordinal);
        Assert.Equal(2, (await Told()).Count);
    }

    [Fact]
    public async Task Asked_for_by_six_at_once_the_link_is_sent_once()
    {
        var placed = await Placed();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _market.AsGuest().Post($"/track/{placed.Number}/link", ("key", Follow(placed)))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Single(await Told());
    }

    [Theory]
    [InlineData("CP2222222A", "AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("<script>", "<script>")]
    [InlineData("", "")]
    public async Task Without_the_key_there_is_nothing_to_follow_or_to_send(string number, string key)
    {
        var placed = await Placed();
        var guest = _market.AsGuest();

        foreach (var known in (string[])[placed.Number, number == "" ? placed.Number : Uri.EscapeDataString(number)])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await guest.Get($"/track/{known}?key={Uri.EscapeDataString(key)}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await guest.Post($"/track/{known}/link", ("key", key))).StatusCode);
        }

        Assert.Empty(await Told());
    }

    [Fact]
    public async Task Where_no_message_reaches_the_buyer_the_page_says_so_and_offers_what_helps()
    {
        using var market = new MailOnly();
        var placed = await Placed(market, PaymentMethod.CashOnDelivery, email: "");
        var guest = market.AsGuest();

        var page = await Walk.Page(await guest.Get($"/track/{placed.Number}?key={Follow(placed)}"));
        var posted = await guest.Post($"/track/{placed.Number}/link", ("key", Follow(placed)));

        Assert.Null(page.QuerySelector("main form"));
        Assert.Contains("••• 321", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href*='/problem?']"));
        Assert.NotNull(page.QuerySelector("main a[href^='tel:']"));
        Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        Assert.Empty(await Told(market));
    }

    [Fact]
    public async Task A_problem_can_be_told_by_who_only_follows_and_the_buyers_photos_stay_the_buyers()
    {
        var placed = await Placed();
        var follower = _market.AsGuest();
        using var form = new MultipartFormDataContent { { new StringContent(placed.Key), "key" }, { new StringContent("Khăn bị rách."), "Text" }, { new ByteArrayContent(Pictures.Jpeg()), "Photos", "a.jpg" } };
        var byBuyer = await _market.AsGuest().PostAsync(new Uri($"/orders/{placed.Number}/problem", UriKind.Relative), form, Ct);
        var own = (await Walk.Page(await _market.AsGuest().Get(Walk.Location(byBuyer)))).QuerySelector("main img.photo")!.GetAttribute("src")!;

        // Within the hour nobody would be written to again.
        _market.Clock.Advance(TimeSpan.FromHours(2));
        var told = await follower.Post($"/orders/{placed.Number}/problem", ("key", Follow(placed)), ("Text", "Hàng chưa tới."));
        var page = await Walk.Page(await follower.Get(Walk.Location(told)));

        Assert.NotNull(page.QuerySelector("main .banner.success"));
        Assert.NotNull(page.QuerySelector($"main a[href='/track/{placed.Number}?key={Follow(placed)}']"));
        Assert.Null(page.QuerySelector("main img.photo"));
        Assert.Equal(HttpStatusCode.OK, (await follower.Get(own)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await follower.Get(own.Split('?')[0] + "?key=" + Follow(placed))).StatusCode);
        Assert.Equal([false, true], await _market.Read(db => db.OrderProblems.OrderBy(problem => problem.Id).Select(problem => problem.IsByFollower).ToListAsync(Ct)));
        var letters = (await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("problem:")).Select(message => message.Payload).ToListAsync(Ct)))
            .ConvertAll(letter => JsonSerializer.Deserialize<PersonalMessage>(letter)!.Text);
        Assert.All(letters, letter => Assert.Equal(letter.Contains("Hàng chưa tới.", StringComparison.Ordinal), letter.Contains("chưa chắc là người mua", StringComparison.Ordinal)));
        Assert.Contains(letters, letter => letter.Contains("Hàng chưa tới.", StringComparison.Ordinal));
        Assert.Contains(letters, letter => letter.EndsWith($"/problems/{placed.Number}", StringComparison.Ordinal));
        var seen = await (await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator))).Open($"/problems/{placed.Number}");
        Assert.Equal([true, false], seen.QuerySelectorAll("main li.card").Select(card => card.TextContent.Contains("chưa chắc là người mua", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_unpaid_order_offers_to_pay_it()
    {
        var placed = await Placed(PaymentMethod.BankTransfer);
        var guest = _market.AsGuest();

        var page = await Walk.Page(await guest.Get($"/track/{placed.Number}?key={Follow(placed)}"));
        var pay = await Walk.Page(await guest.Get(page.QuerySelector("main a.button[href^='/pay/']")!.GetAttribute("href")!));

        Assert.NotNull(pay.QuerySelector("main svg.qr"));
        Assert.NotNull(pay.QuerySelector($"main a[href='/track/{placed.Number}?key={Follow(placed)}']"));
        Assert.DoesNotContain(placed.Key, pay.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    private static string Follow(PreparedOrder order) => OrderKey.ForFollowing(order.Key);

    private Task<List<string>> Told() => Told(_market);

    private static Task<List<string>> Told(TestMarketplace market) =>
        market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("order-link:")).Select(message => message.Payload).ToListAsync(Ct));

    private Task<string> States() => _market.Read(async db => string.Join(';', await db.Orders.OrderBy(order => order.Number).Select(order => order.Number + order.Status).ToListAsync(Ct))
        + string.Join(';', await db.ProducerOrders.OrderBy(part => part.Number).Select(part => part.Number + part.Status).ToListAsync(Ct)));

    private Task<PreparedOrder> Placed(PaymentMethod method = PaymentMethod.CashOnDelivery) => Placed(_market, method, "mai.nguyen@example.vn");

    /// <summary>An order of two makers, by a guest.</summary>
    private async Task<PreparedOrder> Placed(TestMarketplace market, PaymentMethod method, string email)
    {
        _stall = await Stall.In(market);
        _scarf = _stall.Product(_stall.Producer("Nhà Một"), "Khăn lanh");
        _bag = _stall.Product(_stall.Producer("Nhà Hai", _stall.SaPa), "Túi thổ cẩm");
        await _stall.Open();
        return await Another(method, email);
    }

    private Task<PreparedOrder> Another(PaymentMethod method, string email = "mai.nguyen@example.vn") =>
        _stall!.Order(method, _stall.HomeAddress() with { Phone = Phone, Email = email }, (_scarf!, 1), (_bag!, 1));

    /// <summary>A mail server and nothing for telephones.</summary>
    private sealed class MailOnly : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.WithoutLimits();
            builder.UseSetting("Smtp:Host", "127.0.0.1");
            builder.UseSetting("Smtp:From", "cho@example.vn");
        }
    }
}

using System.Net;
using AngleSharp.Html.Parser;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payments.VietQr;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Marketplace.Tests.Features.Payments;

public sealed class PayPageTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Without_the_orders_key_the_page_is_not_found()
    {
        var order = await _market.Waiting();

        Assert.Equal(HttpStatusCode.NotFound, (await Get($"/pay/{order.Number}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get($"/pay/{order.Number}?key={OrderKey.New()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get("/pay/CPNOSUCH?key=x")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    [InlineData("/fr")]
    public async Task The_transfer_page_tells_all_that_is_needed_and_refreshes_itself(string language)
    {
        var order = await _market.Waiting();

        var (status, html) = await Get($"{language}/pay/{order.Number}?key={order.AccessKey}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(order.Number, html, StringComparison.Ordinal);
        Assert.Contains(_market.Account.Account, html, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", html, StringComparison.Ordinal);
        Assert.NotNull(new HtmlParser().ParseDocument(html).QuerySelector("svg[role=img] path"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/fr")]
    public async Task What_the_script_asks_while_it_waits_changes_when_the_page_does(string language)
    {
        var order = await _market.Waiting();
        var (_, html) = await Get($"{language}/pay/{order.Number}?key={order.AccessKey}");
        var watched = new HtmlParser().ParseDocument(html).QuerySelector("[data-poll]")!;
        var (poll, state) = (watched.GetAttribute("data-poll")!, watched.GetAttribute("data-state"));

        var waiting = await Get(poll);
        await _market.Transfer(order, 100_000, "1");
        var partly = await Get(poll);
        await _market.Transfer(order, 235_000, "2");
        var paid = await Get(poll);

        Assert.StartsWith($"{language}/pay/{order.Number}/state?", poll, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, state), (waiting.Status, waiting.Html));
        Assert.Equal(3, new HashSet<string> { waiting.Html, partly.Html, paid.Html }.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await Get($"/pay/{order.Number}/state")).Status);
    }

    [Fact]
    public void All_public_script_together_weighs_at_most_six_kilobytes() =>
        Assert.InRange(
            new[] { "js", Path.Combine("js", "site") }.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, "wwwroot-assets", folder), "*.js"))
                .Sum(file => new FileInfo(file).Length),
            1, 6 * 1024);

    [Fact]
    public async Task After_a_part_of_the_money_the_code_asks_for_the_rest()
    {
        var order = await _market.Waiting();
        await _market.Transfer(order, 100_000);

        var page = await _market.Send(new Marketplace.Features.Payments.Show.ShowPayment(order.Number, order.AccessKey, null));

        Assert.Equal((Money.Vnd(100_000), Money.Vnd(235_000)), (page!.Received, page.Rest));
        Assert.Equal(235_000, VietQrPayload.Decode(page.Transfer!.Payload)!.AmountDong);
        Assert.Equal(order.Number, VietQrPayload.Decode(page.Transfer.Payload)!.Purpose);
    }

    [Theory]
    [InlineData("", "Đã nhận", "100.000 ₫", "Còn thiếu", "235.000 ₫")]
    [InlineData("/en", "Received", "₫100,000", "Still to pay", "₫235,000")]
    [InlineData("/fr", "Reçu", "100 000 ₫", "Reste à payer", "235 000 ₫")]
    public async Task After_a_part_of_the_money_the_order_says_what_came_and_what_is_missing_and_who_follows_reads_no_sums(string language, params string[] sums)
    {
        var order = await _market.Waiting();
        using var guest = _market.AsGuest();
        var (own, followed) = ($"{language}/orders/{order.Number}?key={order.AccessKey}", $"{language}/track/{order.Number}?key={OrderKey.ForFollowing(order.AccessKey)}");
        var before = (await guest.Open(own)).Texts("main > .banner").Concat((await guest.Open(followed)).Texts("main > .banner"));

        await _market.Transfer(order, 100_000);

        Assert.Empty(before);
        var page = await guest.Open(own);
        Assert.Single(page.Texts("main > .banner.warning"));
        Assert.Equal(sums, page.Texts("main > .banner + dl > div > *"));
        var track = await guest.Open(followed);
        Assert.Single(track.Texts("main > .banner.warning"));
        Assert.DoesNotContain("₫", track.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_card_walks_from_the_pay_page_through_the_inbox_and_back()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var key = order.AccessKey;

        var toCard = await Post($"/pay/{order.Number}/card", ("key", key));
        var again = await Post($"/pay/{order.Number}/card", ("key", key));
        var declined = await Post(toCard.Location, ("answer", "decline"));
        var failed = await _market.Attempt(order);
        var second = await Post($"/pay/{order.Number}/card", ("key", key));
        await Post(second.Location, ("answer", "pay"));
        var late = await Post($"/pay/{order.Number}/card", ("key", key));

        Assert.Equal($"/pay/{order.Number}?key={key}", late.Location);
        Assert.StartsWith("/sandbox-card/", toCard.Location, StringComparison.Ordinal);
        Assert.Equal(toCard.Location, again.Location);
        Assert.StartsWith($"/pay/{order.Number}", declined.Location, StringComparison.Ordinal);
        Assert.Equal(PaymentStatus.Failed, failed.Status);
        Assert.NotEqual(toCard.Location, second.Location);
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task In_the_sandbox_a_notification_can_be_lost_and_the_payment_is_found_by_checking()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var page = await Post($"/pay/{order.Number}/card", ("key", order.AccessKey));

        await Post(page.Location, ("answer", "pay-untold"));
        var untold = (await _market.Now(order)).Status;
        await Post($"/pay/{order.Number}/checks", ("key", order.AccessKey));

        Assert.Equal((OrderStatus.AwaitingPayment, OrderStatus.Confirmed), (untold, (await _market.Now(order)).Status));
    }

    [Fact]
    public async Task In_the_sandbox_too_an_order_ends_when_its_page_is_closed()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var page = await Post($"/pay/{order.Number}/card", ("key", order.AccessKey));
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.RunJobs();
        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        await _market.RunJobs();

        Assert.Equal(OrderStatus.Expired, (await _market.Now(order)).Status);
        using var guest = _market.AsGuest();
        Assert.Null((await guest.Open(page.Location)).QuerySelector("form[method=post] button[value=pay]"));
    }

    [Fact]
    public async Task Who_pays_by_card_comes_back_with_the_rights_they_left_with()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var follow = OrderKey.ForFollowing(order.AccessKey);
        using var buyer = _market.AsGuest();
        using var follower = _market.AsGuest();

        var first = Walk.Location(await follower.Post($"/pay/{order.Number}/card", ("key", follow)));
        var second = Walk.Location(await buyer.Post($"/pay/{order.Number}/card", ("key", order.AccessKey)));
        var provider = await follower.Open(first);
        using var elsewhere = _market.AsGuest();
        var (there, before) = (await buyer.Open($"/pay/{order.Number}?key={follow}"), await elsewhere.Open($"/pay/{order.Number}?key={order.AccessKey}"));
        var back = Walk.Location(await buyer.Post(first, ("answer", "pay")));
        var (own, followed) = (await buyer.Open(back), await follower.Open(back));

        // Who comes back is not sent to the card page again at first glance.
        Assert.Equal(["/checks", "/card"], new[] { there, before }.Select(page => page.QuerySelector("main form:has(.button.wide)")!.GetAttribute("action")![$"/pay/{order.Number}".Length..]));
        Assert.Equal(first, second);
        Assert.Equal($"/pay/{order.Number}?key={follow}", back);
        Assert.NotNull(own.QuerySelector($"main a[href='/orders/{order.Number}?key={order.AccessKey}']"));
        Assert.NotNull(followed.QuerySelector($"main a[href='/track/{order.Number}?key={follow}']"));
        Assert.All([provider, followed], page => Assert.DoesNotContain(order.AccessKey, page.DocumentElement.OuterHtml, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_playing_bank_pays_a_waiting_order()
    {
        var order = await _market.Waiting();

        var sent = await Post("/dev/bank", ("Form.Memo", "tra tien " + order.Number), ("Form.Amount", "335000"));

        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("abc")]
    [InlineData("99999999999999999999999")]
    public async Task The_playing_bank_refuses_what_is_no_amount(string amount) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post("/dev/bank", ("Form.Memo", "<script>"), ("Form.Amount", amount))).Status);

    private async Task<(HttpStatusCode Status, string Html)> Get(string path)
    {
        using var client = Client();
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<(HttpStatusCode Status, string Location)> Post(string path, params (string Name, string Value)[] fields)
    {
        using var client = Client();
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.Location?.ToString() ?? "");
    }

    private HttpClient Client() => _market.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
}

using System.Globalization;
using System.Net;
using System.Text;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Payments.Stripe;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Stripe;
using PaymentMethod = Marketplace.Domain.Payments.PaymentMethod;

namespace Marketplace.Tests.Infrastructure.Payments;

public sealed class NotificationEndpointTests : IDisposable
{
    private readonly PaymentMarket _market = new(new ScriptedStripe());

    public void Dispose() => _market.Dispose();

    public static TheoryData<string> HostileBodies() =>
    [
        "", " ", "null", "0", "\"x\"", "[]", "[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]", "{", "{}", "{\"id\":null}", "{\"id\":{},\"transferAmount\":[]}", "\0\0\0",
        "{\"id\":1,\"object\":\"event\"}", "{\"object\":\"event\",\"id\":\"e\",\"type\":\"t\",\"livemode\":\"no\"}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":-5}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":0}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":1.5}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":\"335000\"}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"in\",\"transferAmount\":99999999999999999999}",
        "{\"id\":\"1\",\"accountNumber\":\"1\",\"transferType\":\"sideways\",\"transferAmount\":5}",
        "<script>alert(1)</script>", "\u202Etxt.exe", "{\"id\":\"" + new string('x', 300) + "\"}",
    ];

    [Theory]
    [MemberData(nameof(HostileBodies))]
    public async Task A_signed_but_senseless_body_is_a_bad_request_and_leaves_nothing(string body)
    {
        using var bank = await _market.Notify(body);
        using var stripe = await Stripe(body, Sign(body));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (bank.StatusCode, stripe.StatusCode));
        Assert.Equal(0, await _market.Read(db => db.InboxMessages.CountAsync()));
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(-299, true)]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task A_notification_counts_within_five_minutes_either_way(int seconds, bool counts)
    {
        var body = _market.Body("x", 1000);
        var stripeBody = Event("evt_1");

        using var bank = await _market.Notify(body, skew: TimeSpan.FromSeconds(seconds));
        using var stripe = await Stripe(stripeBody, Sign(stripeBody, seconds));

        Assert.Equal(counts ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, bank.StatusCode);
        Assert.Equal(counts ? HttpStatusCode.OK : HttpStatusCode.BadRequest, stripe.StatusCode);
    }

    [Theory]
    [InlineData(PaymentMarket.OldSecret, PaymentMarket.OldStripeSecret, true)]
    [InlineData(PaymentMarket.NewSecret, PaymentMarket.StripeSecret, true)]
    [InlineData("revoked-secret-revoked-secret-revo", "whsec_revoked", false)]
    [InlineData("", "", false)]
    public async Task Any_active_secret_signs_and_no_other(string bankSecret, string stripeSecret, bool counts)
    {
        var body = _market.Body("x", 1000);
        var stripeBody = Event("evt_1");

        using var bank = await _market.Notify(body, bankSecret);
        using var stripe = await Stripe(stripeBody, Sign(stripeBody, secret: stripeSecret));

        Assert.Equal(counts, bank.IsSuccessStatusCode);
        Assert.Equal(counts, stripe.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1")]
    [InlineData("v1=aa")]
    [InlineData("t=x,v1=aa")]
    [InlineData("t=1,t=2,v1=aa")]
    [InlineData("t=99999999999999999999,v1=aa")]
    [InlineData(",,,===,")]
    public async Task A_crooked_signature_header_is_a_bad_request(string? header)
    {
        using var response = await Stripe(Event("evt_1"), header);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_body_changed_after_signing_is_refused()
    {
        var body = Event("evt_1");

        using var response = await Stripe(body + " ", Sign(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task More_than_256_KiB_is_refused()
    {
        var body = _market.Body(new string('x', 300_000), 1000);

        using var bank = await _market.Notify(body);
        using var stripe = await Stripe(body, Sign(body));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (bank.StatusCode, stripe.StatusCode));
    }

    [Fact]
    public async Task An_event_of_the_other_mode_is_refused()
    {
        var body = Event("evt_1").Replace("false", "true", StringComparison.Ordinal);

        using var response = await Stripe(body, Sign(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_unknown_kind_of_event_is_stored_and_answered()
    {
        var body = Event("evt_1", "moon.phase.changed");

        using var response = await Stripe(body, Sign(body));
        await _market.RunJobs();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull((await _market.Read(db => db.InboxMessages.SingleAsync())).DoneAt);
    }

    [Fact]
    public async Task The_same_event_twenty_times_at_once_is_stored_once()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Marketplace.Domain.Common.Currency.Usd);
        var attempt = await _market.Attempt(order);
        var body = PaymentMarket.StripeEvent(attempt, "checkout.session.completed", "evt_1");
        var header = Sign(body);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var response = await Stripe(body, header);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _market.RunJobs()));

        Assert.Equal(1, await _market.Read(db => db.InboxMessages.CountAsync()));
        Assert.Equal(2, await _market.Read(db => db.LedgerTransactions.CountAsync()));
        Assert.Equal(PaymentStatus.Paid, (await _market.Attempt(order)).Status);
    }

    private static string Event(string id, string type = "ping") =>
        "{\"id\":\"" + id + "\",\"object\":\"event\",\"type\":\"" + type + "\",\"livemode\":false,\"data\":{\"object\":{}}}";

    private string Sign(string body, int skew = 0, string secret = PaymentMarket.StripeSecret)
    {
        var timestamp = (_market.Clock.GetUtcNow().ToUnixTimeSeconds() + skew).ToString(CultureInfo.InvariantCulture);
        return $"t={timestamp},v1={EventUtility.ComputeSignature(secret, timestamp, body)}";
    }

    private async Task<HttpResponseMessage> Stripe(string body, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(StripeWebhookController.SignatureHeader, header);
        }

        using var client = _market.CreateClient();
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

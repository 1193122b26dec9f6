using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentMethod = Marketplace.Domain.Payments.PaymentMethod;

namespace Marketplace.Tests.Infrastructure.Payments;

public sealed class NotificationEndpointTests : IDisposable
{
    private readonly PaymentMarket _market = new(new ScriptedStripe());
    private readonly MeterListener _listener = new();
    private readonly ConcurrentBag<string> _counted = [];

    public NotificationEndpointTests()
    {
        var own = _market.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == NotificationWatch.Name && instrument.Meter.Scope == own)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => _counted.Add(string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)])));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _market.Dispose();
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
        using var stripe = await _market.NotifyStripe(stripeBody, _market.SignStripe(stripeBody, seconds));

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
        using var stripe = await _market.NotifyStripe(stripeBody, _market.SignStripe(stripeBody, secret: stripeSecret));

        Assert.Equal(counts, bank.IsSuccessStatusCode);
        Assert.Equal(counts, stripe.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_body_changed_after_signing_is_refused()
    {
        var body = Event("evt_1");

        using var response = await _market.NotifyStripe(body + " ", _market.SignStripe(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task More_than_256_KiB_is_refused()
    {
        var body = _market.Body(new string('x', 300_000), 1000);

        using var bank = await _market.Notify(body);
        using var stripe = await _market.NotifyStripe(body, _market.SignStripe(body));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (bank.StatusCode, stripe.StatusCode));
    }

    [Fact]
    public async Task An_event_of_the_other_mode_is_refused()
    {
        var body = Event("evt_1").Replace("false", "true", StringComparison.Ordinal);

        using var response = await _market.NotifyStripe(body, _market.SignStripe(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_unknown_kind_of_event_is_stored_and_answered()
    {
        var body = Event("evt_1", "moon.phase.changed");

        using var response = await _market.NotifyStripe(body, _market.SignStripe(body));
        await _market.RunJobs();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull((await _market.Read(db => db.InboxMessages.SingleAsync())).DoneAt);
        Assert.Equal(["notifications.unknown stripe moon.phase.changed"], _counted);
    }

    /// <summary>The secret that is replaced ends by itself, on its last day in Việt Nam.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task A_secret_with_a_last_day_counts_until_it_is_over(int minutes, bool counts)
    {
        _market.Clock.AdjustTime(VietnamTime.StartOf(PaymentMarket.LastDay.AddDays(1)).AddMinutes(minutes));
        var (body, stripeBody) = (_market.Body("x", 1000), Event("evt_1"));

        using var bank = await _market.Notify(body, secret: PaymentMarket.EndingSecret);
        using var stripe = await _market.NotifyStripe(stripeBody, _market.SignStripe(stripeBody, secret: PaymentMarket.EndingSecret));

        Assert.Equal(counts ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, bank.StatusCode);
        Assert.Equal(counts ? HttpStatusCode.OK : HttpStatusCode.BadRequest, stripe.StatusCode);
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(61, 2)]
    [InlineData(-61, 2)]
    public async Task A_clock_that_drifts_is_counted_before_its_notifications_are_refused(int seconds, int counted)
    {
        var (body, stripeBody) = (_market.Body("x", 1000), Event("evt_1"));

        using var bank = await _market.Notify(body, skew: TimeSpan.FromSeconds(seconds));
        using var stripe = await _market.NotifyStripe(stripeBody, _market.SignStripe(stripeBody, seconds));
        using var forged = await _market.NotifyStripe(stripeBody, "t=1,v1=00");

        Assert.Equal(counted is 0 ? [] : ["notifications.skewed bank", "notifications.skewed stripe"], _counted.Order());
    }

    [Fact]
    public async Task The_same_event_twenty_times_at_once_is_stored_once()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Marketplace.Domain.Common.Currency.Usd);
        var attempt = await _market.Attempt(order);
        var body = PaymentMarket.StripeEvent(attempt, "checkout.session.completed", "evt_1");
        var header = _market.SignStripe(body);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var response = await _market.NotifyStripe(body, header);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }));
        await _market.RunJobsAtOnce();

        Assert.Equal(1, await _market.Read(db => db.InboxMessages.CountAsync()));
        Assert.Equal(2, await _market.Read(db => db.LedgerTransactions.CountAsync()));
        Assert.Equal(PaymentStatus.Paid, (await _market.Attempt(order)).Status);
    }

    internal static string Event(string id, string type = "ping") =>
        "{\"id\":\"" + id + "\",\"object\":\"event\",\"type\":\"" + type + "\",\"livemode\":false,\"data\":{\"object\":{}}}";
}

using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;
using Stripe.Checkout;
using Refund = Stripe.Refund;

namespace Marketplace.Infrastructure.Payments.Stripe;

/// <summary>
/// The few fields of Stripe's events that we read, taken from the verified body itself: a newer or older API version, an unknown type or a missing field is
/// then never an exception.
/// </summary>
internal sealed record StripeEvent(string Id, string Type, bool IsLive)
{
    public const string Completed = "checkout.session.completed";
    public const string PaymentFailed = "checkout.session.async_payment_failed";
    public const string Expired = "checkout.session.expired";
    public const string RefundUpdated = "refund.updated";

    /// <returns>Nothing when the body is no event.</returns>
    public static StripeEvent? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return Text(root, "object") == "event" && Text(root, "id") is { Length: > 0 and <= 128 } id && Text(root, "type") is { Length: > 0 and <= 64 } type
                && root.TryGetProperty("livemode", out var live) && live.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? new StripeEvent(id, type, live.GetBoolean())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What Stripe would have told of a session that was read, in the fields that are read of an event. A failed delayed payment leaves it complete.</summary>
    public static PaymentAtProvider Of(Session session)
    {
        if (session.Status == "open")
        {
            return PaymentAtProvider.Open;
        }

        var kind = session switch
        {
            { Status: "expired" } => Expired,
            { PaymentStatus: "unpaid", PaymentIntent.Status: "requires_payment_method" or "canceled" } => PaymentFailed,
            _ => Completed,
        };
        return Told(kind, session.Livemode, new
        {
            id = session.Id,
            client_reference_id = session.ClientReferenceId,
            metadata = session.Metadata,
            payment_intent = session.PaymentIntentId,
            payment_status = session.PaymentStatus,
            amount_total = session.AmountTotal,
            currency = session.Currency,
        });
    }

    /// <summary>What Stripe would have told of a refund that was read. It names no mode, which the key has chosen already.</summary>
    public static PaymentAtProvider Of(Refund refund) => refund.Status is "succeeded" or "failed" or "canceled"
        ? Told(RefundUpdated, isLive: null, new
        {
            id = refund.Id,
            metadata = refund.Metadata,
            payment_intent = refund.PaymentIntentId,
            status = refund.Status,
            failure_reason = refund.FailureReason,
            amount = refund.Amount,
            currency = refund.Currency,
        })
        : PaymentAtProvider.Open;

    private static PaymentAtProvider Told<T>(string kind, bool? isLive, T thing) =>
        new(IsOpen: false, kind, JsonSerializer.Serialize(new { @object = "event", type = kind, livemode = isLive, data = new { @object = thing } }));

    internal static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    internal static JsonElement Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;
}

internal sealed class StripeNoticeReader : IPaymentNoticeReader
{
    /// <summary>The year 5138: what is later is no moment but a mistake.</summary>
    private const long LastSecond = 100_000_000_000;

    public string Provider => PaymentProviders.Stripe;

    public PaymentNotice Read(InboxMessage message)
    {
        using var document = JsonDocument.Parse(message.Body);
        var thing = StripeEvent.Child(StripeEvent.Child(document.RootElement, "data"), "object");
        return message.Kind switch
        {
            StripeEvent.Completed => Session(thing, StripeEvent.Text(thing, "payment_status") == "paid" ? PaymentNoticeKind.Paid : PaymentNoticeKind.Underway),
            "checkout.session.async_payment_succeeded" => Session(thing, PaymentNoticeKind.Paid),
            StripeEvent.PaymentFailed => Session(thing, PaymentNoticeKind.Failed),
            StripeEvent.Expired => Session(thing, PaymentNoticeKind.Expired),
            "charge.refunded" => Charge(thing, PaymentNoticeKind.Refunded, "amount_refunded"),
            StripeEvent.RefundUpdated or "refund.failed" or "charge.refund.updated" => Refund(thing),
            "charge.dispute.created" or "charge.dispute.updated" => Dispute(thing, PaymentNoticeKind.Disputed),
            "charge.dispute.funds_withdrawn" => Dispute(thing, PaymentNoticeKind.DisputeWithdrawn),
            "charge.dispute.funds_reinstated" => Dispute(thing, PaymentNoticeKind.DisputeReinstated),
            "charge.dispute.closed" => Dispute(thing, StripeEvent.Text(thing, "status") == "lost" ? PaymentNoticeKind.DisputeLost : PaymentNoticeKind.DisputeWon),
            _ => new PaymentNotice(PaymentNoticeKind.Unknown, message.EventId),
        };
    }

    private static PaymentNotice Session(JsonElement session, PaymentNoticeKind kind)
    {
        var id = StripeEvent.Text(session, "id");
        return new PaymentNotice(kind, id, Attempt(session), id, StripeEvent.Text(session, "payment_intent"), Amount(session, "amount_total"));
    }

    private static PaymentNotice Charge(JsonElement charge, PaymentNoticeKind kind, string amount) => new(
        kind, StripeEvent.Text(charge, "id"), Attempt(charge), PaymentId: StripeEvent.Text(charge, "payment_intent"), Amount: Amount(charge, amount),
        Reason: StripeEvent.Text(charge, "status") is { Length: <= 40 } status ? status : "");

    private static PaymentNotice Dispute(JsonElement dispute, PaymentNoticeKind kind) => Charge(dispute, kind, "amount") with
    {
        Claim = StripeEvent.Text(dispute, "reason") is { Length: <= 64 } claim ? claim : "",
        OpenedAt = Moment(dispute, "created"),
        EvidenceDueAt = Moment(StripeEvent.Child(dispute, "evidence_details"), "due_by"),
    };

    /// <summary>The object's own state counts, not the event's name: events overtake each other.</summary>
    private static PaymentNotice Refund(JsonElement refund)
    {
        var status = StripeEvent.Text(refund, "status");
        var kind = status switch
        {
            "succeeded" => PaymentNoticeKind.RefundArrived,
            "failed" or "canceled" => PaymentNoticeKind.RefundFailed,
            _ => PaymentNoticeKind.Ignored,
        };
        return new PaymentNotice(
            kind, StripeEvent.Text(refund, "id"), Attempt(refund), PaymentId: StripeEvent.Text(refund, "payment_intent"), Amount: Amount(refund, "amount"),
            RefundId: Guid.TryParse(StripeEvent.Text(StripeEvent.Child(refund, "metadata"), "refund"), out var id) ? new RefundId(id) : null,
            Reason: StripeEvent.Text(refund, "failure_reason") is { Length: > 0 and <= 100 } reason ? reason : status);
    }

    private static PaymentAttemptId? Attempt(JsonElement thing) =>
        Guid.TryParse(StripeEvent.Text(StripeEvent.Child(thing, "metadata"), "attempt"), out var id)
        || Guid.TryParse(StripeEvent.Text(thing, "client_reference_id"), out id)
            ? new PaymentAttemptId(id)
            : null;

    /// <summary>Stripe writes nought where there is no such moment.</summary>
    private static DateTimeOffset? Moment(JsonElement thing, string name) =>
        StripeEvent.Child(thing, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var seconds) && seconds is > 0 and < LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static Money? Amount(JsonElement thing, string name) =>
        StripeEvent.Child(thing, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var minor)
        && Currency.Find(StripeEvent.Text(thing, "currency")) is { } currency
            ? new Money(minor, currency)
            : null;
}

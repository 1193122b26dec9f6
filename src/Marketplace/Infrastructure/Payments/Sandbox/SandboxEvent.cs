using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments.Sandbox;

/// <summary>What the sandbox tells: paid, declined or expired.</summary>
public sealed record SandboxEvent(string Id, string Type, Guid Attempt, string Session, long Amount, string Currency)
{
    public const string Paid = "card.paid";
    public const string Declined = "card.declined";
    public const string Expired = "card.expired";

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <returns>Nothing when the body is no such event.</returns>
    public static SandboxEvent? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<SandboxEvent>(body, JsonSerializerOptions.Web) is
            { Id.Length: > 0 and <= 64, Type: Paid or Declined or Expired, Session: not null, Currency: not null } found
                ? found
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed class SandboxNoticeReader : IPaymentNoticeReader
{
    public string Provider => PaymentProviders.Sandbox;

    public PaymentNotice Read(InboxMessage message)
    {
        var found = SandboxEvent.Parse(message.Body) ?? throw new InvalidOperationException("A stored sandbox event cannot be read.");
        var kind = found.Type switch
        {
            SandboxEvent.Paid => PaymentNoticeKind.Paid,
            SandboxEvent.Declined => PaymentNoticeKind.Failed,
            _ => PaymentNoticeKind.Expired,
        };
        Money? amount = Currency.Find(found.Currency) is { } currency ? new Money(found.Amount, currency) : null;
        return new PaymentNotice(kind, found.Session, new PaymentAttemptId(found.Attempt), found.Session, found.Session, amount);
    }
}

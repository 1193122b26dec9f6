using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;

namespace Marketplace.Domain.Payments;

/// <summary>The whole frozen amount is here.</summary>
public sealed record PaymentReceived(PaymentAttemptId AttemptId, OrderId OrderId) : IDomainEvent;

public sealed partial class PaymentAttempt
{
    /// <summary>The provider opened its page.</summary>
    public void Opened(string sessionId, string redirectUrl)
    {
        (SessionId, RedirectUrl) = (sessionId, redirectUrl);
        if (Status is PaymentStatus.Created or PaymentStatus.Unknown)
        {
            Status = PaymentStatus.Pending;
        }
    }

    /// <summary>Nobody was asked yet, but waiting has begun (transfer, cash).</summary>
    public void Await()
    {
        if (Status == PaymentStatus.Created)
        {
            Status = PaymentStatus.Pending;
        }
    }

    /// <summary>No answer: neither paid nor failed until read back.</summary>
    public void LostAnswer()
    {
        if (Status is PaymentStatus.Created)
        {
            Status = PaymentStatus.Unknown;
        }
    }

    /// <summary>
    /// Books money that a verified notification or a person with the right reported. Less than frozen keeps waiting, more is paid with the rest
    /// returned to the caller as excess; another currency is held for a person.
    /// </summary>
    /// <returns>What came beyond the frozen amount.</returns>
    public Money Receive(Money received, string providerPaymentId, DateTimeOffset now)
    {
        if (received.Currency != Amount.Currency)
        {
            Status = PaymentStatus.Mismatched;
            return received;
        }

        if (Status == PaymentStatus.Paid)
        {
            return received;
        }

        ReceivedMinor += received.MinorUnits;
        ProviderPaymentId = providerPaymentId.Length > 0 ? providerPaymentId : ProviderPaymentId;
        if (ReceivedMinor < Amount.MinorUnits)
        {
            Status = Provider is "bank" ? PaymentStatus.PartiallyPaid : PaymentStatus.Mismatched;
            return Money.Zero(Amount.Currency);
        }

        (Status, PaidAt, IsLive) = (PaymentStatus.Paid, now, false);
        Raise(new PaymentReceived(Id, OrderId));
        return Amount with { MinorUnits = ReceivedMinor - Amount.MinorUnits };
    }

    public void End(PaymentStatus how)
    {
        if (IsLive)
        {
            (Status, IsLive) = (how, false);
        }
    }
}

public static class PaymentRefusals
{
    public static readonly Refusal NotFound = new("payments.not-found");
    public static readonly Refusal NotAvailable = new("payments.method-not-available");
    public static readonly Refusal CashLimit = new("payments.cash-limit");
}

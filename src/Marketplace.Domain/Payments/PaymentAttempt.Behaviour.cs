using Marketplace.Domain.Common;

namespace Marketplace.Domain.Payments;

public sealed partial class PaymentAttempt
{
    /// <summary>Written down before the provider is asked, so that whatever happens the same question can be asked again.</summary>
    /// <returns>The idempotency key of the question.</returns>
    public string Ask(DateTimeOffset now)
    {
        AskedAt ??= now;
        return $"start:{Id.Value:N}:{Asks}";
    }

    /// <summary>The provider answered no, so nothing was opened.</summary>
    public void AskRefused() => (AskedAt, Asks, Status) = (null, Asks + 1, Status == PaymentStatus.Unknown ? PaymentStatus.Created : Status);

    /// <summary>The provider opened its page.</summary>
    public void Opened(string sessionId, string redirectUrl)
    {
        (SessionId, RedirectUrl) = (sessionId, redirectUrl);
        if (Status is PaymentStatus.Created or PaymentStatus.Unknown)
        {
            Status = PaymentStatus.Pending;
        }
    }

    /// <summary>The buyer finished there, and the money takes days. Told again when those days are over, it is waited for no longer.</summary>
    /// <returns>Whether it is waited for from now on.</returns>
    public bool AwaitMoney(string sessionId)
    {
        if (!IsLive)
        {
            return false;
        }

        if (Status == PaymentStatus.Underway)
        {
            if (ClosingAt is not null)
            {
                End(PaymentStatus.Expired);
            }

            return false;
        }

        (Status, ClosingAt, SessionId) = (PaymentStatus.Underway, null, SessionId.Length > 0 ? SessionId : sessionId);
        return true;
    }

    /// <summary>The order's time is over, but its provider's page may be open or paid: that is found out first.</summary>
    /// <returns>Whether there is something to find out that nobody was asked yet.</returns>
    public bool BeginClosing(DateTimeOffset now)
    {
        if (!IsLive || SessionId.Length == 0 || ClosingAt is not null)
        {
            return false;
        }

        ClosingAt = now;
        Raise(new PaymentClosing(Id));
        return true;
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
    /// <returns>Whether this is the first time, so that somebody must read it back.</returns>
    public bool LostAnswer()
    {
        var isFirst = Status is PaymentStatus.Created;
        if (isFirst)
        {
            Status = PaymentStatus.Unknown;
        }

        return isFirst;
    }

    /// <summary>
    /// Books money that a verified notification or a person with the right reported. Of a transfer, less than frozen keeps waiting and more is paid with
    /// an excess to return; any other difference, and any other currency, is held for a person.
    /// </summary>
    /// <returns>What came beyond the frozen amount.</returns>
    public Money Receive(Money received, string providerPaymentId, DateTimeOffset now)
    {
        ProviderPaymentId = providerPaymentId.Length > 0 ? providerPaymentId : ProviderPaymentId;
        if (received.Currency != Amount.Currency || (Provider is not PaymentProviders.Bank && received != Amount))
        {
            ReceivedMinor += received.Currency == Amount.Currency ? received.MinorUnits : 0;
            (Status, IsLive) = (PaymentStatus.Mismatched, false);
            Raise(new PaymentHeld(Id, received));
            return received;
        }

        ReceivedMinor += received.MinorUnits;
        if (ReceivedMinor < Amount.MinorUnits)
        {
            Status = PaymentStatus.PartiallyPaid;
            Raise(new PaymentFellShort(Id, Amount with { MinorUnits = ReceivedMinor }, Amount with { MinorUnits = Amount.MinorUnits - ReceivedMinor }));
            return Money.Zero(Amount.Currency);
        }

        (Status, PaidAt, IsLive) = (PaymentStatus.Paid, now, false);
        Raise(new PaymentReceived(Id, OrderId));
        return Amount with { MinorUnits = ReceivedMinor - Amount.MinorUnits };
    }

    /// <summary>Money for an order that no longer waits for it: it is here and must go back, nothing is confirmed by it.</summary>
    public void ReceiveTooLate(Money received, string providerPaymentId, DateTimeOffset now)
    {
        ReceivedMinor += received.Currency == Amount.Currency ? received.MinorUnits : 0;
        (Status, PaidAt, IsLive) = (PaymentStatus.Paid, now, false);
        ProviderPaymentId = providerPaymentId.Length > 0 ? providerPaymentId : ProviderPaymentId;
    }

    /// <summary>Cash of one part, remitted by the courier. The order was confirmed when it was placed, so nothing is raised.</summary>
    public void Collect(Money remitted, bool isLast, DateTimeOffset now)
    {
        ReceivedMinor += remitted.MinorUnits;
        if (isLast)
        {
            (Status, PaidAt, IsLive) = (PaymentStatus.Paid, now, false);
        }
    }

    /// <summary>Sets money aside to go back. Never more than came, counting what already went.</summary>
    public Result GiveBack(Money amount)
    {
        if (amount.Currency != Amount.Currency || amount.MinorUnits <= 0 || RefundedMinor + amount.MinorUnits > ReceivedMinor)
        {
            return PaymentRefusals.MoreThanReceived;
        }

        RefundedMinor += amount.MinorUnits;
        return Result.Ok;
    }

    public void End(PaymentStatus how)
    {
        if (IsLive)
        {
            (Status, IsLive) = (how, false);
        }
    }
}

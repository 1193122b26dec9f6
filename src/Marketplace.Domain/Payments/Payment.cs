using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;

namespace Marketplace.Domain.Payments;

public enum PaymentMethod
{
    BankTransfer = 1,
    CashOnDelivery = 2,
    Card = 3,
}

/// <summary>One try at paying an order.</summary>
public readonly record struct PaymentAttemptId(Guid Value) : IEntityId<PaymentAttemptId>
{
    public static PaymentAttemptId New() => new(Guid.CreateVersion7());

    public static PaymentAttemptId From(Guid value) => new(value);
}

public enum PaymentStatus
{
    /// <summary>Written, the provider not yet asked.</summary>
    Created = 1,

    /// <summary>Waiting for the buyer or the courier.</summary>
    Pending = 2,

    /// <summary>The provider did not answer: neither paid nor failed until read back.</summary>
    Unknown = 3,
    PartiallyPaid = 4,
    Paid = 5,

    /// <summary>Money came, but not the frozen amount or currency: held for a person.</summary>
    Mismatched = 6,
    Failed = 7,
    Expired = 8,
    Cancelled = 9,
}

/// <summary>One try at paying an order. At most one is live per order (a filtered unique index says so too).</summary>
public sealed partial class PaymentAttempt : Aggregate
{
    public required PaymentAttemptId Id { get; init; }

    public required OrderId OrderId { get; init; }

    public required PaymentMethod Method { get; init; }

    /// <summary>bank, cod, stripe or sandbox.</summary>
    public required string Provider { get; init; }

    public PaymentStatus Status { get; private set; } = PaymentStatus.Created;

    /// <summary>True while this attempt may still bring money.</summary>
    public bool IsLive { get; private set; } = true;

    /// <summary>Frozen with the order.</summary>
    public required Money Amount { get; init; }

    public long ReceivedMinor { get; private set; }

    /// <summary>Gone back or on its way back; never above <see cref="ReceivedMinor"/> (a database constraint says so too).</summary>
    public long RefundedMinor { get; private set; }

    /// <summary>What the buyer writes on the transfer: short, without look-alikes, with a check character. Unique.</summary>
    public required string MemoCode { get; init; }

    /// <summary>The provider's checkout session and payment.</summary>
    public string SessionId { get; private set; } = "";

    public string ProviderPaymentId { get; private set; } = "";

    /// <summary>When the provider was first asked to open its page with the present <see cref="Asks"/>; part of the request, so a repeat must say the same.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>How often the provider answered no, so that the next question has a key of its own.</summary>
    public int Asks { get; private set; }

    /// <summary>Where the buyer goes to pay by card.</summary>
    public string RedirectUrl { get; private set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? PaidAt { get; private set; }
}

/// <summary>Money that arrived on our bank account.</summary>
public readonly record struct BankReceiptId(Guid Value) : IEntityId<BankReceiptId>
{
    public static BankReceiptId New() => new(Guid.CreateVersion7());

    public static BankReceiptId From(Guid value) => new(value);
}

public enum BankReceiptState
{
    Received = 1,
    Matched = 2,

    /// <summary>No code, too late, cancelled order or paid twice: a person decides.</summary>
    Unmatched = 3,

    /// <summary>A person sent it back.</summary>
    Returned = 4,

    /// <summary>One officer decided to send it back; another must do it.</summary>
    Returning = 5,

    /// <summary>Not about money of ours: another account, or money going out.</summary>
    Ignored = 6,
}

/// <summary>An incoming transfer as the bank told it.</summary>
public sealed class BankReceipt : Aggregate
{
    public required BankReceiptId Id { get; init; }

    public required string Provider { get; init; }

    /// <summary>The notification it came by; unique with <see cref="Provider"/>.</summary>
    public required string EventId { get; init; }

    public required string Account { get; init; }

    public required long AmountDong { get; init; }

    /// <summary>What the payer and the banks wrote.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public BankReceiptState State { get; set; } = BankReceiptState.Received;

    public PaymentAttemptId? AttemptId { get; set; }

    /// <summary>Reason code why it waits for a person.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What the person who decided wrote.</summary>
    public string Note { get; set; } = "";

    public UserId? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>A person must decide; when the order is known, its buyer is told so.</summary>
    public void Hold(string reason, PaymentAttemptId? attempt)
    {
        (State, Reason, AttemptId) = (BankReceiptState.Unmatched, reason, attempt);
        if (attempt is { } known)
        {
            Raise(new TransferHeld(Id, known, AmountDong));
        }
    }

    public void SentBack()
    {
        State = BankReceiptState.Returned;
        if (AttemptId is { } known)
        {
            Raise(new TransferReturned(Id, known, AmountDong));
        }
    }
}

/// <summary>Money going back to a buyer.</summary>
public readonly record struct RefundId(Guid Value) : IEntityId<RefundId>
{
    public static RefundId New() => new(Guid.CreateVersion7());

    public static RefundId From(Guid value) => new(value);
}

public enum RefundStatus
{
    Pending = 1,

    /// <summary>A person must transfer it (bank) and say so; four eyes.</summary>
    AwaitingPerson = 2,
    Sent = 3,
    Succeeded = 4,
    Failed = 5,
}

/// <summary>Money going back to a buyer, in the charged currency at the charged amount.</summary>
public sealed class Refund : Aggregate
{
    public required RefundId Id { get; init; }

    public required OrderId OrderId { get; init; }

    /// <summary>The part it belongs to; nothing when money that bought nothing goes back.</summary>
    public ProducerOrderId? PartId { get; init; }

    public required PaymentAttemptId AttemptId { get; init; }

    public required Money Amount { get; init; }

    /// <summary>decline, cancellation, return, overpaid, late, duplicate.</summary>
    public required string Reason { get; init; }

    public RefundStatus Status { get; set; } = RefundStatus.Pending;

    /// <summary>Sent with every call, so that a repeated call refunds once.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The provider's id of the refund, or the bank's reference of the transfer.</summary>
    public string ProviderRefundId { get; set; } = "";

    /// <summary>Why it did not go through, or what an officer noted.</summary>
    public string Note { get; set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; set; }

    public UserId? ApprovedBy { get; set; }

    public UserId? CompletedBy { get; set; }

    /// <summary>Made in the provider's dashboard for an amount that is no part's: until an officer has looked at it, what the order earned is not paid out.</summary>
    public bool IsUnexplained { get; set; }

    /// <summary>Says that it was decided, so that whoever must know is told.</summary>
    public void Decided() => Raise(new RefundDecided(Id, AttemptId, Amount, Reason));
}

/// <summary>Makes one effect of one provider object happen once, also when its notification has no id of its own.</summary>
public sealed class PaymentEffect
{
    public long Id { get; private set; }

    public required string Provider { get; init; }

    public required string ObjectId { get; init; }

    public required string Effect { get; init; }

    public required DateTimeOffset At { get; init; }
}

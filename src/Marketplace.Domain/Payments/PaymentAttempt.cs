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

    /// <summary>The buyer finished at the provider by a method that takes days: its page is closed, the money is not here yet.</summary>
    Underway = 10,
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

    /// <summary>When the provider was asked to close its page because the order's time is over. The goods stay held until it answers, for a day at most.</summary>
    public DateTimeOffset? ClosingAt { get; private set; }
}

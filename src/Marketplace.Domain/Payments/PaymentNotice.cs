using Marketplace.Domain.Common;

namespace Marketplace.Domain.Payments;

public enum PaymentNoticeKind
{
    /// <summary>Of a kind that nobody here knows: kept, and nothing more.</summary>
    Unknown = 0,

    /// <summary>Nothing for us to do.</summary>
    Ignored = 1,

    /// <summary>The buyer finished there; the money is on its way (delayed methods).</summary>
    Underway = 2,
    Paid = 3,
    Failed = 4,
    Expired = 5,

    /// <summary>All money returned so far for the payment; <c>Amount</c> is the running total.</summary>
    Refunded = 6,

    /// <summary>The buyer's bank claims the payment back, or says something about that which moves no money.</summary>
    Disputed = 7,

    /// <summary>One refund of ours arrived at the buyer's bank.</summary>
    RefundArrived = 8,

    /// <summary>One refund of ours did not go through, perhaps after the provider said it had.</summary>
    RefundFailed = 9,

    /// <summary>The provider took the disputed money out of ours.</summary>
    DisputeWithdrawn = 10,

    /// <summary>The provider gave the disputed money back to us.</summary>
    DisputeReinstated = 11,

    /// <summary>The dispute is over and the money is gone.</summary>
    DisputeLost = 12,

    /// <summary>The dispute is over and the money stays ours, or was never touched.</summary>
    DisputeWon = 13,
}

/// <summary>A provider's notification in our words.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="ObjectId">The provider's object: with the kind it makes the effect unique.</param>
/// <param name="AttemptId">Ours, when the provider passed it on.</param>
/// <param name="SessionId">The provider's page, when known.</param>
/// <param name="PaymentId">The provider's payment, when known.</param>
/// <param name="Amount">Nothing when the notification has none.</param>
/// <param name="RefundId">The refund it is about, when the provider passed it on.</param>
/// <param name="Reason">Why something failed, or how it stands, in the provider's word.</param>
public sealed record PaymentNotice(
    PaymentNoticeKind Kind, string ObjectId, PaymentAttemptId? AttemptId = null, string SessionId = "", string PaymentId = "", Money? Amount = null, RefundId? RefundId = null,
    string Reason = "")
{
    /// <summary>What the buyer's bank disputes the payment for, in the provider's word.</summary>
    public string Claim { get; init; } = "";

    /// <summary>When the dispute began, where the provider says so.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Until when evidence is taken, where the provider takes any.</summary>
    public DateTimeOffset? EvidenceDueAt { get; init; }
}

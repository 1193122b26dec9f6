using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;

namespace Marketplace.Domain.Payments;

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
}

/// <summary>Money going back to a buyer, in the charged currency at the charged amount.</summary>
public sealed partial class Refund : Aggregate
{
    public required RefundId Id { get; init; }

    public required OrderId OrderId { get; init; }

    /// <summary>The part it belongs to; nothing when money that bought nothing goes back.</summary>
    public ProducerOrderId? PartId { get; init; }

    public required PaymentAttemptId AttemptId { get; init; }

    public required Money Amount { get; init; }

    /// <summary>decline, cancellation, return, overpaid, late, duplicate.</summary>
    public required string Reason { get; init; }

    public RefundStatus Status { get; private set; } = RefundStatus.AwaitingPerson;

    /// <summary>Sent with every call, so that a repeated call refunds once.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The provider's id of the refund, or the bank's reference of the transfer.</summary>
    public string ProviderRefundId { get; private set; } = "";

    /// <summary>Why it did not go through, or what an officer noted.</summary>
    public string Note { get; private set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public UserId? ApprovedBy { get; private set; }

    /// <summary>Where the money goes that a person transfers, encrypted for this refund: as the first officer wrote it down, for the second to transfer it there and nowhere else.</summary>
    public byte[]? AccountCipher { get; private set; }

    public UserId? CompletedBy { get; private set; }

    /// <summary>Made in the provider's dashboard for an amount that is no part's: until an officer has looked at it, what the order earned is not paid out.</summary>
    public bool IsUnexplained { get; private set; }

    /// <summary>Before an officer. One that the provider made and lost again is in its total as it was told then.</summary>
    public bool IsYetToBeMade => this is { Status: RefundStatus.AwaitingPerson, ApprovedBy: null, ProviderRefundId: "" };

    /// <summary>The money has left us, as far as is known.</summary>
    public bool HasLeft => Status is RefundStatus.Sent or RefundStatus.Succeeded;
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;

namespace Marketplace.Domain.Payments;

/// <summary>Money that arrived on our bank account.</summary>
public readonly record struct BankReceiptId(Guid Value) : IEntityId<BankReceiptId>
{
    public static BankReceiptId New() => new(Guid.CreateVersion7());

    public static BankReceiptId From(Guid value) => new(value);
}

public enum BankReceiptState
{
    Matched = 2,

    /// <summary>No code, too late, cancelled order or paid twice: a person decides.</summary>
    Unmatched = 3,

    /// <summary>A person sent it back.</summary>
    Returned = 4,

    /// <summary>One officer decided to send it back; another must do it.</summary>
    Returning = 5,
}

/// <summary>An incoming transfer as the bank told it. Until its order is found it waits for a person.</summary>
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

    public BankReceiptState State { get; private set; } = BankReceiptState.Unmatched;

    public PaymentAttemptId? AttemptId { get; private set; }

    /// <summary>Reason code why it waits for a person.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>What the person who decided wrote.</summary>
    public string Note { get; private set; } = "";

    public UserId? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public bool IsUndecided => State == BankReceiptState.Unmatched;

    /// <summary>Decided to go back; only another officer may say that it went.</summary>
    public bool MayBeReturnedBy(UserId officer) => State == BankReceiptState.Returning && FourEyes.AreThere(officer, DecidedBy);

    /// <summary>A person must decide; when the order is known, its buyer is told so.</summary>
    public void Hold(string reason, PaymentAttemptId? attempt)
    {
        (State, Reason, AttemptId) = (BankReceiptState.Unmatched, reason, attempt);
        if (attempt is { } known)
        {
            Raise(new TransferHeld(Id, known, AmountDong));
        }
    }

    /// <summary>Its memo names an order that waits for it.</summary>
    public void Match(PaymentAttemptId attempt) => (State, AttemptId) = (BankReceiptState.Matched, attempt);

    /// <summary>An officer says which payment it was meant for.</summary>
    public Result Match(PaymentAttemptId attempt, UserId officer, string note, DateTimeOffset now)
    {
        if (!IsUndecided)
        {
            return PaymentRefusals.AlreadyDecided;
        }

        (State, AttemptId, Note, DecidedBy, DecidedAt) = (BankReceiptState.Matched, attempt, note, officer, now);
        return Result.Ok;
    }

    /// <summary>First officer: it goes back. Second officer: it went back, whereupon the buyer is told when the order is known.</summary>
    public Result Return(UserId officer, string note, DateTimeOffset now)
    {
        if (IsUndecided)
        {
            (State, Note, DecidedBy, DecidedAt) = (BankReceiptState.Returning, note, officer, now);
            return Result.Ok;
        }

        if (!MayBeReturnedBy(officer))
        {
            return State == BankReceiptState.Returning ? FourEyes.Missing : PaymentRefusals.AlreadyDecided;
        }

        State = BankReceiptState.Returned;
        if (AttemptId is { } known)
        {
            Raise(new TransferReturned(Id, known, AmountDong));
        }

        return Result.Ok;
    }
}

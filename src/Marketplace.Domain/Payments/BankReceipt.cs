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

    /// <summary>A courier handed over the cash of parcels with it.</summary>
    Remitted = 6,
}

/// <summary>An incoming transfer as the bank told it, or as an officer read it on the statement. Until its order is found it waits for a person.</summary>
public sealed class BankReceipt : Aggregate
{
    public required BankReceiptId Id { get; init; }

    public required string Provider { get; init; }

    /// <summary>The notification it came by, or <see cref="EventIdByHand"/>; unique with <see cref="Provider"/>.</summary>
    public required string EventId { get; init; }

    public required string Account { get; init; }

    public required long AmountDong { get; init; }

    /// <summary>What the payer and the banks wrote.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who read it on the bank's statement, when the bank did not tell of it. Another decides what it is.</summary>
    public UserId? RecordedBy { get; init; }

    public BankReceiptState State { get; private set; } = BankReceiptState.Unmatched;

    public PaymentAttemptId? AttemptId { get; private set; }

    /// <summary>Reason code why it waits for a person.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>What the person who decided wrote.</summary>
    public string Note { get; private set; } = "";

    public UserId? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public bool IsUndecided => State == BankReceiptState.Unmatched;

    public bool MayBeDecidedBy(UserId officer) => IsUndecided && FourEyes.AreThere(officer, RecordedBy);

    /// <summary>A reference names one transfer of an account to whoever reads the statement, in whichever case they type it.</summary>
    public static string EventIdByHand(string account, string reference) => $"by-hand:{account}:{reference.ToUpperInvariant()}";

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
        if (!MayBeDecidedBy(officer))
        {
            return NotDecided();
        }

        (State, AttemptId, Note, DecidedBy, DecidedAt) = (BankReceiptState.Matched, attempt, note, officer, now);
        return Result.Ok;
    }

    /// <summary>An officer says that it is a courier's cash, and of which parcels.</summary>
    public Result Remit(UserId officer, string note, DateTimeOffset now)
    {
        if (!MayBeDecidedBy(officer))
        {
            return NotDecided();
        }

        (State, Note, DecidedBy, DecidedAt) = (BankReceiptState.Remitted, note, officer, now);
        return Result.Ok;
    }

    /// <summary>First officer: it goes back. Second officer: it went back, whereupon the buyer is told when the order is known.</summary>
    public Result Return(UserId officer, string note, DateTimeOffset now)
    {
        if (IsUndecided)
        {
            if (!MayBeDecidedBy(officer))
            {
                return NotDecided();
            }

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

    private Refusal NotDecided() => IsUndecided ? FourEyes.Missing : PaymentRefusals.AlreadyDecided;
}

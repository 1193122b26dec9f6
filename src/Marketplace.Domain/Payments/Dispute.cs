using Marketplace.Domain.Common;

namespace Marketplace.Domain.Payments;

/// <summary>A claim of the buyer's bank on a card payment.</summary>
public readonly record struct DisputeId(Guid Value) : IEntityId<DisputeId>
{
    public static DisputeId New() => new(Guid.CreateVersion7());

    public static DisputeId From(Guid value) => new(value);
}

public enum DisputeState
{
    /// <summary>What the order earned is not paid out meanwhile.</summary>
    Open = 1,

    /// <summary>The claim came to nothing: won, withdrawn, or an inquiry that ended as one.</summary>
    Won = 2,

    /// <summary>The money stays with the buyer.</summary>
    Lost = 3,
}

/// <summary>
/// The buyer's bank claims a card payment back. A payment may have several, one after the other. Where the money is meanwhile stands in the ledger; here stands
/// whether an answer is waited for, until when, and how it ended. Notices repeat and overtake each other: whichever comes first opens it, and the end stays the end.
/// </summary>
public sealed class Dispute : Aggregate
{
    private Dispute()
    {
    }

    public DisputeId Id { get; private init; }

    /// <summary>The provider's name of it; unique with <see cref="Provider"/>.</summary>
    public string ProviderDisputeId { get; private init; } = "";

    public string Provider { get; private init; } = "";

    public PaymentAttemptId AttemptId { get; private init; }

    /// <summary>What is claimed, which may be less than was paid.</summary>
    public Money Amount { get; private init; }

    /// <summary>Why, in the provider's word; empty while it has not said.</summary>
    public string Reason { get; private set; } = "";

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>Until when the provider takes evidence, where it names a day.</summary>
    public DateTimeOffset? EvidenceDueAt { get; private set; }

    public DisputeState State { get; private set; } = DisputeState.Open;

    /// <summary>When we were told how it ended.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Opened by the first notice that names it, whatever that says.</summary>
    /// <param name="attempt">The payment that is claimed back.</param>
    /// <param name="notice">What was told.</param>
    /// <param name="now">The day it began, should the provider not say it.</param>
    public static Dispute Open(PaymentAttempt attempt, PaymentNotice notice, DateTimeOffset now) => new()
    {
        Id = new DisputeId(Guid.CreateVersion7(now)),
        Provider = attempt.Provider,
        ProviderDisputeId = notice.ObjectId,
        AttemptId = attempt.Id,
        Amount = notice.Amount is { MinorUnits: > 0 } claimed ? claimed : attempt.Amount,
        OpenedAt = now,
    };

    /// <summary>
    /// Takes what a notice says beside its event. In whatever order they come the same stands in the end: the first day, and the last day for evidence, which a
    /// claim that grows out of an inquiry puts off.
    /// </summary>
    public void Hear(PaymentNotice notice)
    {
        Reason = notice.Claim.Length > 0 ? notice.Claim : Reason;
        if (notice.OpenedAt is { } opened && opened < OpenedAt)
        {
            OpenedAt = opened;
        }

        if (notice.EvidenceDueAt is { } due && (EvidenceDueAt is null || due > EvidenceDueAt))
        {
            EvidenceDueAt = due;
        }
    }

    public Result Win(DateTimeOffset now) => Close(DisputeState.Won, now);

    public Result Lose(DateTimeOffset now) => Close(DisputeState.Lost, now);

    /// <summary>Told again it is closed already; told otherwise, a person has to ask the provider which of the two is so.</summary>
    private Result Close(DisputeState how, DateTimeOffset now)
    {
        if (State == how)
        {
            return Result.Ok;
        }

        if (State != DisputeState.Open)
        {
            return PaymentRefusals.DisputeEndedOtherwise;
        }

        (State, ClosedAt) = (how, now);
        return Result.Ok;
    }
}

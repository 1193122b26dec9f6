using Marketplace.Domain.Common;

namespace Marketplace.Domain.Producers;

/// <summary>The seller of record.</summary>
public readonly record struct ProducerId(Guid Value) : IEntityId<ProducerId>
{
    public static ProducerId New() => new(Guid.CreateVersion7());

    public static ProducerId From(Guid value) => new(value);
}

public enum ProducerKind
{
    Household = 1,
    Group = 2,
    Cooperative = 3,
    Company = 4,
}

public enum ProducerStatus
{
    Applied = 1,
    ChangesRequested = 2,
    Verified = 3,
    Rejected = 4,
    Suspended = 5,
}

public sealed record ProducerApplied(ProducerId ProducerId) : IDomainEvent;

public sealed record ProducerReviewed(ProducerId ProducerId, ProducerStatus Before, ProducerStatus Decision, string Message) : IDomainEvent;

/// <summary>Who sells: a household, group, co-operative or company of a commune. Its makers are persons.</summary>
public sealed class Producer : Aggregate
{
    public required ProducerId Id { get; init; }

    public required ProducerKind Kind { get; set; }

    public required string Slug { get; init; }

    public required string NameVi { get; set; }

    public string NameEn { get; set; } = "";

    public string StoryVi { get; set; } = "";

    public string StoryEn { get; set; } = "";

    /// <summary>Commune of production: an <see cref="Places.AdminUnit"/>.</summary>
    public required int UnitId { get; set; }

    public string AddressLine { get; set; } = "";

    /// <summary>E.164.</summary>
    public required string Phone { get; set; }

    public string Email { get; set; } = "";

    /// <summary>
    /// Of a company or a co-operative: its number in the business register, which is its tax code too (Enterprise Law 2020 art. 29, Co-operative Law 2023), ten
    /// digits and of a branch three more. A household's would be its owner's identity number and is not asked for.
    /// </summary>
    public string RegistrationNumber { get; set; } = "";

    /// <summary>The people named with its products, by consent; nothing when not stated.</summary>
    public int? PublicEthnicGroupId { get; set; }

    /// <summary>How many people work in it, as declared.</summary>
    public int MemberCount { get; set; } = 1;

    public ProducerStatus Status { get; private set; } = ProducerStatus.Applied;

    public required DateTimeOffset AppliedAt { get; init; }

    public DateTimeOffset? VerifiedAt { get; private set; }

    /// <summary>Words of the last decision, shown to the producer.</summary>
    public string ReviewMessage { get; private set; } = "";

    /// <summary>Bank account for payouts (BIN, number, holder), encrypted.</summary>
    public byte[]? BankCipher { get; private set; }

    /// <summary>The account took the place of another: until then no payout goes to the bank, so that whoever did not change it has time to say so.</summary>
    public DateTimeOffset? PayoutsWaitUntil { get; private set; }

    /// <summary>Taking a break: nothing can be bought meanwhile.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Fictional, for demonstration; said wherever it appears.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Its money goes to this account from now on. Where none was, there is nothing to wait for.</summary>
    /// <param name="account">Encrypted.</param>
    /// <param name="waitUntil">Until when payouts wait after a change.</param>
    public void PayTo(byte[] account, DateTimeOffset waitUntil)
    {
        PayoutsWaitUntil = BankCipher is null ? null : waitUntil;
        BankCipher = account;
    }

    /// <summary>Records that the application came in.</summary>
    public void Apply() => Raise(new ProducerApplied(Id));

    /// <summary>Sends the application in again after changes were asked for.</summary>
    public Result Resubmit()
    {
        if (Status != ProducerStatus.ChangesRequested)
        {
            return ProducerRefusals.NotOpenForChanges;
        }

        Status = ProducerStatus.Applied;
        Raise(new ProducerApplied(Id));
        return Result.Ok;
    }

    public Result Verify(DateTimeOffset now)
    {
        if (Status is not ProducerStatus.Applied)
        {
            return ProducerRefusals.NotWaitingForReview;
        }

        VerifiedAt ??= now;
        return Decide(ProducerStatus.Verified, "");
    }

    /// <summary>Asks for changes or rejects, with words for the producer.</summary>
    public Result Return(bool forGood, string message)
    {
        if (Status is not ProducerStatus.Applied)
        {
            return ProducerRefusals.NotWaitingForReview;
        }

        return Decide(forGood ? ProducerStatus.Rejected : ProducerStatus.ChangesRequested, message);
    }

    /// <summary>Lets a suspended producer sell again.</summary>
    public Result Reinstate()
    {
        if (Status is not ProducerStatus.Suspended)
        {
            return ProducerRefusals.NotSuspended;
        }

        return Decide(ProducerStatus.Verified, "");
    }

    /// <summary>Opens a rejected application for changes, so that it can be sent in again. The words of the rejection stay.</summary>
    public Result Reopen() => Status is ProducerStatus.Rejected ? Decide(ProducerStatus.ChangesRequested, ReviewMessage) : ProducerRefusals.NotRejected;

    /// <summary>Takes a moderator's decision back. Not once something else happened.</summary>
    public Result TakeBack(ProducerDecision decision)
    {
        if (Status != decision.Decision)
        {
            return ProducerRefusals.ChangedSinceReview;
        }

        (Status, ReviewMessage) = (decision.Before, decision.MessageBefore);
        VerifiedAt = VerifiedAt == decision.At ? null : VerifiedAt;
        return Result.Ok;
    }

    public Result Suspend(string message)
    {
        if (Status is not ProducerStatus.Verified)
        {
            return ProducerRefusals.NotVerified;
        }

        return Decide(ProducerStatus.Suspended, message);
    }

    private Result Decide(ProducerStatus decision, string message)
    {
        Raise(new ProducerReviewed(Id, Status, decision, message));
        (Status, ReviewMessage) = (decision, message);
        return Result.Ok;
    }
}

/// <summary>What was changed in what a shop tells about itself.</summary>
public sealed class ProducerEdit : KeptEdit
{
    public required ProducerId ProducerId { get; init; }
}

/// <summary>One decision of a moderator on a producer: about the application, or about going on selling. Kept for ever.</summary>
public sealed class ProducerDecision : ModeratorDecision
{
    public required ProducerId ProducerId { get; init; }

    public required ProducerStatus Before { get; init; }

    public required ProducerStatus Decision { get; init; }
}

public static class ProducerRefusals
{
    public static readonly Refusal NotSuspended = new("producers.not-suspended");
    public static readonly Refusal NotRejected = new("producers.not-rejected");
    public static readonly Refusal ChangedSinceReview = new("producers.changed-since-review");
    public static readonly Refusal NotFound = new("producers.not-found");
    public static readonly Refusal NotVerified = new("producers.not-verified");
    public static readonly Refusal NotWaitingForReview = new("producers.not-waiting-for-review");
    public static readonly Refusal NotOpenForChanges = new("producers.not-open-for-changes");

    /// <summary>Why a shop that is not verified can send no goods in, as its own page says it.</summary>
    public static Refusal NotSelling(ProducerStatus status) => status switch
    {
        ProducerStatus.ChangesRequested => new Refusal("producers.changes-requested"),
        ProducerStatus.Rejected => new Refusal("producers.rejected"),
        ProducerStatus.Suspended => new Refusal("producers.suspended"),
        _ => NotVerified,
    };
}

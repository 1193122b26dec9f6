using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;

namespace Marketplace.Domain.Payments;

public sealed partial class Refund
{
    /// <summary>The provider's to tell about: neither before an officer nor transferred by one.</summary>
    private bool IsAtProvider => CompletedBy is null && Status is not RefundStatus.AwaitingPerson;

    /// <summary>Money is to go back; whoever must know is told. A person sees to it, unless the provider is asked.</summary>
    public static Refund Decide(PaymentAttempt attempt, ProducerOrderId? part, Money amount, string reason, DateTimeOffset now)
    {
        var refund = New(attempt, part, amount, reason, now);
        refund.Raise(new RefundDecided(refund.Id, refund.AttemptId, amount, reason));
        return refund;
    }

    /// <summary>The provider gave it back without being asked by us.</summary>
    /// <param name="attempt">The payment.</param>
    /// <param name="part">What it was for; nothing when the programme bears it, or when it cannot be told.</param>
    /// <param name="amount">In the charged currency.</param>
    /// <param name="reason">Why.</param>
    /// <param name="providerId">The provider's object.</param>
    /// <param name="isUnexplained">An officer must say what it was for.</param>
    /// <param name="now">When it was told.</param>
    public static Refund MadeElsewhere(
        PaymentAttempt attempt, ProducerOrderId? part, Money amount, string reason, string providerId, bool isUnexplained, DateTimeOffset now)
    {
        var refund = New(attempt, part, amount, reason, now);
        (refund.Status, refund.ProviderRefundId, refund.CompletedAt, refund.IsUnexplained) = (RefundStatus.Succeeded, providerId, now, isUnexplained);
        return refund;
    }

    /// <summary>
    /// Whose decision it was: the first of the four eyes when a person must transfer the money. What the provider was asked for nobody has approved to be paid
    /// by hand, should it refuse.
    /// </summary>
    public void DecidedBy(UserId officer, string note)
    {
        Note = note;
        if (Status == RefundStatus.AwaitingPerson)
        {
            ApprovedBy = officer;
        }
    }

    /// <summary>The provider is asked for it, for the first time or again.</summary>
    public Result Ask()
    {
        if (!IsYetToBeMade)
        {
            return PaymentRefusals.AlreadyDecided;
        }

        Status = RefundStatus.Pending;
        return Result.Ok;
    }

    /// <summary>The provider said yes.</summary>
    /// <returns>Whether it was still waited for.</returns>
    public bool Accepted(RefundedPayment made, DateTimeOffset now)
    {
        if (Status is not RefundStatus.Pending)
        {
            return false;
        }

        (Status, ProviderRefundId, CompletedAt) = (made.IsFinal ? RefundStatus.Succeeded : RefundStatus.Sent, made.ProviderRefundId, now);
        return true;
    }

    /// <summary>The provider said no, or nothing to the last try: a person's now.</summary>
    public void NotMade(string why)
    {
        if (Status is RefundStatus.Pending)
        {
            (Status, Note) = (RefundStatus.AwaitingPerson, why);
        }
    }

    /// <summary>The provider tells that it arrived. One that it gave no answer to may do so until an officer approved it.</summary>
    /// <returns>Whether it is the provider's to say.</returns>
    public bool Arrived(string providerId, DateTimeOffset now)
    {
        if (!IsAtProvider && !IsYetToBeMade)
        {
            return false;
        }

        (Status, ProviderRefundId, CompletedAt) = (RefundStatus.Succeeded, providerId, now);
        return true;
    }

    /// <summary>The provider tells that it did not go through, perhaps after it said that it had: a person's now.</summary>
    /// <returns>Whether it is the provider's to say.</returns>
    public bool Failed(string providerId, string why)
    {
        if (!IsAtProvider)
        {
            return false;
        }

        (Status, ProviderRefundId, CompletedAt, Note) = (RefundStatus.AwaitingPerson, providerId, null, why);
        return true;
    }

    /// <summary>The buyer has the money by another way: a dispute that was lost, or the provider's dashboard. What an officer approved may be on its way and stays.</summary>
    /// <param name="providerId">Of what was made there; nothing when nothing was.</param>
    /// <param name="now">When it was told.</param>
    /// <returns>Whether it still waited for an officer.</returns>
    public bool SettledElsewhere(string? providerId, DateTimeOffset now)
    {
        if (Status is not RefundStatus.AwaitingPerson || ApprovedBy is not null)
        {
            return false;
        }

        (Status, CompletedAt, ProviderRefundId) = (RefundStatus.Succeeded, now, providerId ?? ProviderRefundId);
        return true;
    }

    /// <summary>
    /// The first of the four eyes, who says where the money goes. Whoever gave a delivered part's money back, or wrote the account down wrong, says so now; where
    /// no account was written down, anybody may.
    /// </summary>
    /// <param name="officer">Who decides.</param>
    /// <param name="account">Encrypted.</param>
    public Result Approve(UserId officer, byte[] account)
    {
        if (Status != RefundStatus.AwaitingPerson || (ApprovedBy is { } first && first != officer && AccountCipher is not null))
        {
            return PaymentRefusals.AlreadyDecided;
        }

        (ApprovedBy, AccountCipher) = (officer, account);
        return Result.Ok;
    }

    /// <summary>The other two: it was transferred by hand.</summary>
    public Result Complete(UserId officer, string reference, DateTimeOffset now)
    {
        if (Status != RefundStatus.AwaitingPerson)
        {
            return PaymentRefusals.AlreadyDecided;
        }

        if (ApprovedBy is null || !FourEyes.AreThere(officer, ApprovedBy))
        {
            return FourEyes.Missing;
        }

        if (AccountCipher is null)
        {
            return PaymentRefusals.NoAccount;
        }

        (Status, CompletedAt, CompletedBy, ProviderRefundId) = (RefundStatus.Succeeded, now, officer, reference);
        return Result.Ok;
    }

    /// <summary>An officer says what it was for.</summary>
    public Result Explain(string words)
    {
        if (!IsUnexplained)
        {
            return PaymentRefusals.AlreadyDecided;
        }

        (IsUnexplained, Note) = (false, words);
        return Result.Ok;
    }

    private static Refund New(PaymentAttempt attempt, ProducerOrderId? part, Money amount, string reason, DateTimeOffset now)
    {
        var id = new RefundId(Guid.CreateVersion7(now));
        return new Refund
        {
            Id = id,
            OrderId = attempt.OrderId,
            PartId = part,
            AttemptId = attempt.Id,
            Amount = amount,
            Reason = reason,
            IdempotencyKey = $"refund:{id.Value:N}",
            CreatedAt = now,
        };
    }
}

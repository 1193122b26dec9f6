using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Payouts;

/// <summary>Money sent to a producer.</summary>
public readonly record struct PayoutId(Guid Value) : IEntityId<PayoutId>
{
    public static PayoutId New() => new(Guid.CreateVersion7());

    public static PayoutId From(Guid value) => new(value);
}

public enum PayoutStatus
{
    Prepared = 1,
    Paid = 2,

    /// <summary>The money came back: its parts wait for the next payout.</summary>
    Failed = 3,

    /// <summary>In a file for the bank; never in a second one.</summary>
    Exported = 4,

    /// <summary>Never sent: money of a part in it was held or went back after it was prepared. Its parts wait for the next payout.</summary>
    Withdrawn = 5,
}

/// <summary>What a producer is sent for the parts listed; each part is paid once (unique).</summary>
public sealed class Payout : Aggregate
{
    private readonly List<PayoutLine> _lines = [];

    public required PayoutId Id { get; init; }

    public required ProducerId ProducerId { get; init; }

    /// <summary>"TT-20260930-0007", also the memo of the transfer.</summary>
    public required string Number { get; init; }

    public required DateTimeOffset PreparedAt { get; init; }

    /// <summary>Nothing of payouts from before it was kept.</summary>
    public UserId? PreparedBy { get; init; }

    public long AmountDong { get; private set; }

    public PayoutStatus Status { get; private set; } = PayoutStatus.Prepared;

    public DateTimeOffset? PaidAt { get; private set; }

    public string BankReference { get; private set; } = "";

    /// <summary>The bank file it is in.</summary>
    public Guid? BatchId { get; private set; }

    /// <summary>The account it goes to, as it was encrypted for the producer when the file was made: what the producer changes later does not touch it.</summary>
    public byte[]? AccountCipher { get; private set; }

    public DateTimeOffset? ExportedAt { get; private set; }

    public UserId? ExportedBy { get; private set; }

    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>Why the money came back, as an officer wrote it.</summary>
    public string FailureReason { get; private set; } = "";

    public IReadOnlyCollection<PayoutLine> Lines => _lines;

    /// <summary>What the part earned is sent.</summary>
    public void Add(ProducerOrderId part, long amountDong) => Add(new PayoutLine { PartId = part, Kind = PayoutLineKind.Earned, AmountDong = amountDong });

    /// <summary>The part was paid out before its money went back to the buyer: that much less is sent now.</summary>
    public void TakeBack(ProducerOrderId part, long amountDong) => Add(new PayoutLine { PartId = part, Kind = PayoutLineKind.TakenBack, AmountDong = -amountDong });

    private void Add(PayoutLine line)
    {
        _lines.Add(line);
        AmountDong += line.AmountDong;
    }

    /// <summary>Into a file for the bank, which happens once: a file that is lost is fetched again, not made anew.</summary>
    public Result Export(Guid batch, byte[] account, DateTimeOffset now, UserId officer)
    {
        if (Status != PayoutStatus.Prepared)
        {
            return new Refusal("payouts.already-exported");
        }

        (Status, BatchId, AccountCipher, ExportedAt, ExportedBy) = (PayoutStatus.Exported, batch, account, now, officer);
        return Result.Ok;
    }

    /// <summary>The bank sent the money back or never sent it: the parts are free for the next payout.</summary>
    public Result ComeBack(string reason, DateTimeOffset now)
    {
        if (Status is not (PayoutStatus.Exported or PayoutStatus.Paid))
        {
            return new Refusal("payouts.not-sent");
        }

        (Status, FailedAt, FailureReason) = (PayoutStatus.Failed, now, reason);
        FreeLines();
        return Result.Ok;
    }

    /// <summary>Does not go to the bank: the parts that may still be paid are free for the next payout.</summary>
    public Result Withdraw(DateTimeOffset now)
    {
        if (Status != PayoutStatus.Prepared)
        {
            return new Refusal("payouts.already-exported");
        }

        (Status, FailedAt) = (PayoutStatus.Withdrawn, now);
        FreeLines();
        return Result.Ok;
    }

    /// <summary>Whether this officer may say that the bank carried it out: who prepared it or made its file may not.</summary>
    public bool MayBeMarkedPaidBy(UserId officer) => Status == PayoutStatus.Exported && FourEyes.AreThere(officer, PreparedBy, ExportedBy);

    /// <summary>The bank carried it out, says an officer who neither prepared it nor made its file.</summary>
    public Result MarkPaid(string bankReference, UserId officer, DateTimeOffset now)
    {
        if (Status == PayoutStatus.Prepared)
        {
            return new Refusal("payouts.not-exported");
        }

        if (Status == PayoutStatus.Paid)
        {
            return new Refusal("payouts.already-paid");
        }

        if (Status == PayoutStatus.Failed)
        {
            return new Refusal("payouts.came-back");
        }

        if (Status == PayoutStatus.Withdrawn)
        {
            return new Refusal("payouts.withdrawn");
        }

        if (!MayBeMarkedPaidBy(officer))
        {
            return FourEyes.Missing;
        }

        (Status, PaidAt, BankReference) = (PayoutStatus.Paid, now, bankReference);
        return Result.Ok;
    }

    private void FreeLines()
    {
        foreach (var line in _lines)
        {
            line.IsFree = true;
        }
    }
}

public enum PayoutLineKind
{
    Earned = 1,

    /// <summary>Sent before, refunded to the buyer since.</summary>
    TakenBack = 2,
}

/// <summary>A part is sent once and taken back once at most (unique among the lines that are not free).</summary>
public sealed class PayoutLine
{
    public long Id { get; private set; }

    public required ProducerOrderId PartId { get; init; }

    public required PayoutLineKind Kind { get; init; }

    /// <summary>Below zero where it is taken back.</summary>
    public required long AmountDong { get; init; }

    /// <summary>Its payout came back or was never sent, so it counts no more.</summary>
    public bool IsFree { get; internal set; }
}

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
    Failed = 3,
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

    public long AmountDong { get; private set; }

    public PayoutStatus Status { get; private set; } = PayoutStatus.Prepared;

    public DateTimeOffset? PaidAt { get; private set; }

    public string BankReference { get; private set; } = "";

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

    public Result MarkPaid(string bankReference, DateTimeOffset now)
    {
        if (Status == PayoutStatus.Paid)
        {
            return new Refusal("payouts.already-paid");
        }

        (Status, PaidAt, BankReference) = (PayoutStatus.Paid, now, bankReference);
        return Result.Ok;
    }
}

public enum PayoutLineKind
{
    Earned = 1,

    /// <summary>Sent before, refunded to the buyer since.</summary>
    TakenBack = 2,
}

/// <summary>A part is sent once and taken back once at most (unique).</summary>
public sealed class PayoutLine
{
    public long Id { get; private set; }

    public required ProducerOrderId PartId { get; init; }

    public required PayoutLineKind Kind { get; init; }

    /// <summary>Below zero where it is taken back.</summary>
    public required long AmountDong { get; init; }
}

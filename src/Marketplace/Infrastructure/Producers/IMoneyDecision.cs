using Marketplace.Domain.Accounts;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;

namespace Marketplace.Infrastructure.Producers;

/// <summary>A command by which an officer decides on shops' money. It is refused to whoever belongs to one of them or helps it, or did lately: a colleague decides.</summary>
public interface IMoneyDecision
{
    /// <summary>Nobody when a bank or a job says it.</summary>
    UserId? DecidedBy { get; }

    MoneyOf Concerns { get; }
}

/// <summary>Whose money: what one of these is about.</summary>
public sealed record MoneyOf
{
    private MoneyOf() { }

    public string? Part { get; private init; }

    public IReadOnlyList<string>? Parcels { get; private init; }

    public string? Order { get; private init; }

    public RefundId? Refund { get; private init; }

    public PayoutId? Payout { get; private init; }

    public Guid? Batch { get; private init; }

    public static MoneyOf ThePart(string number) => new() { Part = number };

    /// <summary>Every part whose cash a courier owes under one of these codes. A code of none is nobody's.</summary>
    public static MoneyOf TheParcels(IReadOnlyList<string> codes) => new() { Parcels = codes };

    /// <summary>Every part of it. One that there is not is nobody's.</summary>
    public static MoneyOf TheOrder(string number) => new() { Order = number };

    /// <summary>Of its part; of every part of the order where it is no part's.</summary>
    public static MoneyOf TheRefund(RefundId id) => new() { Refund = id };

    public static MoneyOf ThePayout(PayoutId id) => new() { Payout = id };

    /// <summary>Every payout in a file for the bank.</summary>
    public static MoneyOf TheBatch(Guid id) => new() { Batch = id };
}

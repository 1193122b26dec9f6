using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Ledger;

/// <summary>One balanced entry.</summary>
public readonly record struct LedgerTransactionId(Guid Value) : IEntityId<LedgerTransactionId>
{
    public static LedgerTransactionId New() => new(Guid.CreateVersion7());

    public static LedgerTransactionId From(Guid value) => new(value);
}

/// <summary>Debit is positive, credit negative; every transaction sums to zero per currency.</summary>
public enum LedgerAccount
{
    /// <summary>Our bank account in Việt Nam (asset).</summary>
    Bank = 101,

    /// <summary>Money the card provider holds for us (asset).</summary>
    CardClearing = 102,

    /// <summary>Cash couriers collected or will collect and owe us (asset).</summary>
    CourierReceivable = 103,

    /// <summary>Card money the provider took out of ours because the buyer's bank claims it, until that is decided (asset).</summary>
    Disputed = 104,

    /// <summary>Between currencies: what a sale abroad is worth in đồng against what was charged.</summary>
    Exchange = 110,

    /// <summary>Buyers' money that has not yet become anyone's: overpaid, late, unmatched (liability).</summary>
    BuyerCredit = 201,

    /// <summary>What producers have earned (liability, per producer).</summary>
    ProducerPayable = 202,

    /// <summary>Tax withheld for the state (liability).</summary>
    TaxWithheld = 203,

    /// <summary>Postage collected for carriers (liability).</summary>
    ShippingPayable = 204,

    /// <summary>Platform fee (income).</summary>
    FeeIncome = 401,

    /// <summary>Provider and courier charges (expense).</summary>
    PaymentCosts = 501,

    /// <summary>Money that went back to a buyer and that no producer bears: a discount in the provider's dashboard, a lost dispute (expense).</summary>
    Losses = 502,
}

/// <summary>A balanced, append-only entry. What it says happened once is guaranteed by its unique <see cref="Reference"/>.</summary>
public sealed class LedgerTransaction : IAppendOnly
{
    private readonly List<Posting> _postings = [];

    private LedgerTransaction() { }

    public LedgerTransactionId Id { get; private init; }

    /// <summary>sale, refund, cod-remittance, payout, receipt, …</summary>
    public string Kind { get; private init; } = "";

    /// <summary>"sale:…", unique: the same fact is never posted twice.</summary>
    public string Reference { get; private init; } = "";

    public OrderId? OrderId { get; private init; }

    public DateTimeOffset At { get; private init; }

    public IReadOnlyCollection<Posting> Postings => _postings;

    /// <exception cref="InvalidOperationException">The postings do not sum to zero in every currency: a bug, never a user's doing.</exception>
    public static LedgerTransaction Post(string kind, string reference, OrderId? order, DateTimeOffset at, IEnumerable<Posting> postings)
    {
        var transaction = new LedgerTransaction { Id = LedgerTransactionId.New(), Kind = kind, Reference = reference, OrderId = order, At = at };
        transaction._postings.AddRange(postings.Where(posting => !posting.Amount.IsZero));
        var open = transaction._postings.GroupBy(posting => posting.Amount.Currency).Where(group => group.Sum(posting => posting.Amount.MinorUnits) != 0);

        return open.Any() || transaction._postings.Count == 0
            ? throw new InvalidOperationException($"Ledger transaction {reference} does not balance.")
            : transaction;
    }
}

/// <summary>One side of an entry: positive is debit, negative is credit.</summary>
public sealed class Posting : IAppendOnly
{
    public long Id { get; private set; }

    public required LedgerAccount Account { get; init; }

    public ProducerId? ProducerId { get; init; }

    public ProducerOrderId? PartId { get; init; }

    public required Money Amount { get; init; }

    public static Posting Debit(LedgerAccount account, Money amount, ProducerId? producer = null, ProducerOrderId? part = null) =>
        new() { Account = account, Amount = amount, ProducerId = producer, PartId = part };

    public static Posting Credit(LedgerAccount account, Money amount, ProducerId? producer = null, ProducerOrderId? part = null) =>
        new() { Account = account, Amount = -amount, ProducerId = producer, PartId = part };
}

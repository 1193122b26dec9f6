using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;

namespace Marketplace.Domain.Ledger;

/// <summary>
/// What each fact looks like in the books. Buyers' money always passes through <see cref="LedgerAccount.BuyerCredit"/>: money that came is a debt to the buyer
/// until a sale makes it the producer's, and again from the moment a refund is decided until it has left.
/// </summary>
public static class LedgerEntries
{
    public static string SaleReference(ProducerOrderId part) => $"sale:{part.Value:N}";

    /// <summary>What a part earned is taken back at most once.</summary>
    public static string RefundReference(ProducerOrderId part) => $"refund:{part.Value:N}";

    public static string RemittanceReference(ProducerOrderId part) => $"cod:{part.Value:N}";

    public static string DisputeLostReference(RefundId refund) => $"dispute-lost:{refund.Value:N}";

    public static string PayoutReference(PayoutId payout) => $"payout:{payout.Value:N}";

    /// <summary>Where a provider's money lies; couriers remit their cash to the bank account.</summary>
    public static LedgerAccount HeldAt(string provider) => provider is PaymentProviders.Bank or PaymentProviders.Cash ? LedgerAccount.Bank : LedgerAccount.CardClearing;

    public static LedgerTransaction Receipt(string provider, string objectId, OrderId? order, Money amount, DateTimeOffset at) => LedgerTransaction.Post(
        "receipt", $"receipt:{provider}:{objectId}", order, at,
        [Posting.Debit(HeldAt(provider), amount), Posting.Credit(LedgerAccount.BuyerCredit, amount)]);

    /// <summary>One part becomes a sale: paid before, out of the buyer's money; cash on delivery, against what the courier owes us.</summary>
    public static LedgerTransaction Sale(Order order, ProducerOrder part, DateTimeOffset at)
    {
        var from = order.Method == PaymentMethod.CashOnDelivery ? LedgerAccount.CourierReceivable : LedgerAccount.BuyerCredit;
        var charged = new Money(part.ChargedMinor, order.Charged.Currency);
        return LedgerTransaction.Post("sale", SaleReference(part.Id), order.Id, at,
            [Posting.Debit(from, charged, part: part.Id), .. Exchange(charged, part.GoodsDong + part.ShippingDong, part.Id), .. Earned(part, part.ShippingDong)]);
    }

    /// <summary>A part that was to be paid at the door came back after it had counted as delivered: nobody owes anybody anything.</summary>
    public static LedgerTransaction NoSale(Order order, ProducerOrder part, DateTimeOffset at) =>
        LedgerTransaction.Post("sale-reversed", RefundReference(part.Id), order.Id, at, Reversed(Sale(order, part, at).Postings));

    /// <summary>
    /// The buyer is owed money again, and the producer's earning, the fee and the tax are taken back, all in one entry. Postage stays when the parcel
    /// travelled (<paramref name="withShipping"/> false).
    /// </summary>
    public static LedgerTransaction Refund(Refund refund, ProducerOrder part, bool withShipping, DateTimeOffset at) =>
        TakenBack(refund.OrderId, part, refund.Amount, withShipping, at);

    /// <summary>The same when some of what the buyer is owed has left already.</summary>
    public static LedgerTransaction TakenBack(OrderId order, ProducerOrder part, Money owed, bool withShipping, DateTimeOffset at) => LedgerTransaction.Post(
        "refund", RefundReference(part.Id), order, at,
        Reversed(
        [
            Posting.Debit(LedgerAccount.BuyerCredit, owed, part: part.Id),
            .. Exchange(owed, part.GoodsDong + (withShipping ? part.ShippingDong : 0), part.Id),
            .. Earned(part, withShipping ? part.ShippingDong : 0),
        ]));

    /// <summary>The money has left us, at the provider's hand.</summary>
    public static LedgerTransaction RefundSent(Refund refund, string provider, DateTimeOffset at) =>
        LedgerTransaction.Post("refund-sent", $"refund-sent:{refund.Id.Value:N}", refund.OrderId, at, Left(refund, provider));

    /// <summary>The money has left us, at a person's hand and from our bank account, also when a card had brought it: what the provider holds is still there.</summary>
    public static LedgerTransaction RefundSentByHand(Refund refund, DateTimeOffset at) =>
        LedgerTransaction.Post("refund-sent", $"refund-sent-by-hand:{refund.Id.Value:N}", refund.OrderId, at, Left(refund, PaymentProviders.Bank));

    /// <summary>The provider said it had sent the money, and then that it had not: the buyer is owed it again.</summary>
    public static LedgerTransaction RefundFailed(Refund refund, string provider, DateTimeOffset at) =>
        LedgerTransaction.Post("refund-failed", $"refund-failed:{refund.Id.Value:N}", refund.OrderId, at, Reversed(Left(refund, provider)));

    /// <summary>The buyer's bank claims a payment back, and the provider took it out of our money until that is decided.</summary>
    public static LedgerTransaction DisputeWithdrawn(string provider, string disputeId, OrderId order, Money amount, DateTimeOffset at) =>
        LedgerTransaction.Post("dispute-withdrawn", $"dispute-withdrawn:{provider}:{disputeId}", order, at, Withdrawn(provider, amount));

    /// <summary>The provider gave it back: we were right.</summary>
    public static LedgerTransaction DisputeReinstated(string provider, string disputeId, OrderId order, Money amount, DateTimeOffset at) =>
        LedgerTransaction.Post("dispute-reinstated", $"dispute-reinstated:{provider}:{disputeId}", order, at, Reversed(Withdrawn(provider, amount)));

    /// <summary>What was in dispute is the buyer's for good.</summary>
    public static LedgerTransaction DisputeLost(Refund refund, DateTimeOffset at) => LedgerTransaction.Post(
        "dispute-lost", DisputeLostReference(refund.Id), refund.OrderId, at,
        [Posting.Debit(LedgerAccount.BuyerCredit, refund.Amount, part: refund.PartId), Posting.Credit(LedgerAccount.Disputed, refund.Amount)]);

    /// <summary>Lost although we had given it back before, or in a currency we never received: nobody's but ours.</summary>
    public static LedgerTransaction DisputeLostTwice(string provider, string disputeId, OrderId order, Money amount, DateTimeOffset at) => LedgerTransaction.Post(
        "dispute-lost", $"dispute-lost-twice:{provider}:{disputeId}", order, at, [Posting.Debit(LedgerAccount.Losses, amount), Posting.Credit(LedgerAccount.Disputed, amount)]);

    /// <summary>What went back to the buyer is taken from no producer: the programme bears it.</summary>
    public static LedgerTransaction Borne(Refund refund, Money amount, DateTimeOffset at) => LedgerTransaction.Post(
        "loss", $"loss:{refund.Id.Value:N}", refund.OrderId, at, [Posting.Debit(LedgerAccount.Losses, amount), Posting.Credit(LedgerAccount.BuyerCredit, amount)]);

    /// <summary>Later the part itself was taken back, so that what the programme bore was the buyer's own money after all.</summary>
    public static LedgerTransaction BorneNoLonger(OrderId order, ProducerOrderId part, Money amount, DateTimeOffset at) => LedgerTransaction.Post(
        "loss-reversed", $"loss-reversed:{part.Value:N}", order, at, [Posting.Debit(LedgerAccount.BuyerCredit, amount, part: part), Posting.Credit(LedgerAccount.Losses, amount)]);

    private static IEnumerable<Posting> Withdrawn(string provider, Money amount) => [Posting.Debit(LedgerAccount.Disputed, amount), Posting.Credit(HeldAt(provider), amount)];

    private static IEnumerable<Posting> Left(Refund refund, string provider) =>
        [Posting.Debit(LedgerAccount.BuyerCredit, refund.Amount, part: refund.PartId), Posting.Credit(HeldAt(provider), refund.Amount)];

    /// <summary>A transfer that bought nothing went back.</summary>
    /// <param name="receipt">The transfer.</param>
    /// <param name="order">Whose books it stood in, if anybody's.</param>
    /// <param name="at">When.</param>
    public static LedgerTransaction ReceiptReturned(BankReceipt receipt, OrderId? order, DateTimeOffset at) =>
        LedgerTransaction.Post("receipt-returned", $"receipt-returned:{receipt.Id.Value:N}", order, at, TakenOff(receipt));

    /// <summary>A person said which order a transfer was meant for: it moves there from the books it stood in, if anybody's.</summary>
    public static IEnumerable<LedgerTransaction> ReceiptMatched(BankReceipt receipt, OrderId? from, OrderId to, DateTimeOffset at) => from == to
        ? []
        :
        [
            LedgerTransaction.Post("match", $"match-from:{receipt.Id.Value:N}", from, at, TakenOff(receipt)),
            LedgerTransaction.Post("match", $"match:{receipt.Id.Value:N}", to, at, Reversed(TakenOff(receipt))),
        ];

    /// <summary>A transfer was a courier's cash: it leaves the books it stood in, and <see cref="Remittance"/> books it again part by part.</summary>
    public static LedgerTransaction ReceiptRemitted(BankReceipt receipt, OrderId? from, DateTimeOffset at) =>
        LedgerTransaction.Post("match", $"match-from:{receipt.Id.Value:N}", from, at, TakenOff(receipt));

    private static IEnumerable<Posting> TakenOff(BankReceipt receipt) =>
        [Posting.Debit(LedgerAccount.BuyerCredit, Money.Vnd(receipt.AmountDong)), Posting.Credit(LedgerAccount.Bank, Money.Vnd(receipt.AmountDong))];

    /// <summary>The courier handed over the cash of a part, less what it charges for collecting.</summary>
    public static LedgerTransaction Remittance(Order order, ProducerOrder part, long receivedDong, long courierFeeDong, DateTimeOffset at) => LedgerTransaction.Post(
        "cod-remittance", RemittanceReference(part.Id), order.Id, at,
        [
            Posting.Debit(LedgerAccount.Bank, Money.Vnd(receivedDong), part: part.Id),
            Posting.Debit(LedgerAccount.PaymentCosts, Money.Vnd(courierFeeDong), part: part.Id),
            Posting.Credit(LedgerAccount.CourierReceivable, Money.Vnd(receivedDong + courierFeeDong), part: part.Id),
        ]);

    public static LedgerTransaction PaidOut(Payout payout, DateTimeOffset at) => LedgerTransaction.Post("payout", PayoutReference(payout.Id), null, at, Sent(payout));

    /// <summary>The bank sent a payout back: the producer is owed it again.</summary>
    public static LedgerTransaction PayoutCameBack(Payout payout, DateTimeOffset at) =>
        LedgerTransaction.Post("payout-returned", $"payout-returned:{payout.Id.Value:N}", null, at, Reversed(Sent(payout)));

    private static IEnumerable<Posting> Sent(Payout payout) =>
    [
        .. payout.Lines.Select(line => Posting.Debit(LedgerAccount.ProducerPayable, Money.Vnd(line.AmountDong), payout.ProducerId, line.PartId)),
        Posting.Credit(LedgerAccount.Bank, Money.Vnd(payout.AmountDong), payout.ProducerId),
    ];

    private static IEnumerable<Posting> Earned(ProducerOrder part, long shippingDong) =>
    [
        Posting.Credit(LedgerAccount.ProducerPayable, Money.Vnd(part.PayableDong), part.ProducerId, part.Id),
        Posting.Credit(LedgerAccount.FeeIncome, Money.Vnd(part.FeeDong), part: part.Id),
        Posting.Credit(LedgerAccount.TaxWithheld, Money.Vnd(part.WithheldDong), part: part.Id),
        Posting.Credit(LedgerAccount.ShippingPayable, Money.Vnd(shippingDong), part: part.Id),
    ];

    /// <summary>Nothing when both sides are the same đồng; otherwise both currencies close against the exchange account.</summary>
    private static IEnumerable<Posting> Exchange(Money charged, long dong, ProducerOrderId part) => charged == Money.Vnd(dong)
        ? []
        :
        [
            Posting.Credit(LedgerAccount.Exchange, charged, part: part),
            Posting.Debit(LedgerAccount.Exchange, Money.Vnd(dong), part: part),
        ];

    private static IEnumerable<Posting> Reversed(IEnumerable<Posting> postings) => postings.Select(posting =>
        new Posting { Account = posting.Account, Amount = -posting.Amount, ProducerId = posting.ProducerId, PartId = posting.PartId });
}

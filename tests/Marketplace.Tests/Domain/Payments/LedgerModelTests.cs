using CsCheck;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;

namespace Marketplace.Tests.Domain.Payments;

/// <summary>Random lives of orders: whatever happens to the parts, the books close and no one's money is lost.</summary>
public sealed class LedgerModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 3, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(long Price, int FeePoints, int TaxPoints, long Shipping, int Fate)> Part =
        Gen.Select(Gen.Long[1, 50_000_000], Gen.Int[0, 1000], Gen.Int[0, 200], Gen.Long[0, 900_000], Gen.Int[0, 2]);

    [Fact]
    public void The_trial_balance_is_zero_and_every_account_ends_where_the_lives_say() => Gen.Select(Part.Array[1, 20], Gen.Int[0, 2], Gen.Long[1_000_000, 40_000_000_000])
        .Sample((lives, where, micros) =>
        {
            var currency = Currency.All[where];
            var rate = currency == Currency.Vnd ? 1_000_000 : micros;
            var total = lives.Sum(life => life.Price + life.Shipping);
            var charged = RulesInForce.Convert(total, currency, rate);
            var shares = charged.Allocate([.. lives.Select(life => life.Price + life.Shipping)]);
            var parts = lives.Select((life, index) => Make(life, shares[index].MinorUnits, index)).ToList();
            var order = Order.Place(
                OrderId.New(), "CP", CheckoutId.New(), null, new Address(), "vi", PaymentMethod.Card, charged, rate, "", parts, Now, Now.AddHours(1));
            var book = new List<LedgerTransaction>();
            if (!charged.IsZero)
            {
                book.Add(LedgerEntries.Receipt("stripe", "cs", order.Id, charged, Now));
            }

            book.AddRange(parts.Select(part => LedgerEntries.Sale(order, part, Now)));
            long earned = 0;
            var sentBack = 0L;
            foreach (var (part, fate) in parts.Zip(lives.Select(life => life.Fate)))
            {
                var share = new Money(part.ChargedMinor, currency);
                var back = fate switch { 1 => share, 2 => share.Allocate(part.GoodsDong, part.ShippingDong)[0], _ => Money.Zero(currency) };
                if (fate == 0)
                {
                    earned += part.PayableDong;
                    continue;
                }

                var refund = NewRefund(order.Id, part.Id, back);
                book.Add(LedgerEntries.Refund(refund, part, withShipping: fate == 1, Now));
                if (!back.IsZero)
                {
                    book.Add(LedgerEntries.RefundSent(refund, "stripe", Now));
                    sentBack += back.MinorUnits;
                }
            }

            var postings = book.SelectMany(entry => entry.Postings).ToList();
            return postings.GroupBy(posting => posting.Amount.Currency).All(own => own.Sum(posting => posting.Amount.MinorUnits) == 0)
                && Sum(LedgerAccount.ProducerPayable, Currency.Vnd) == -earned
                && Sum(LedgerAccount.CardClearing, currency) == charged.MinorUnits - sentBack
                && Sum(LedgerAccount.BuyerCredit, currency) == 0;

            long Sum(LedgerAccount account, Currency of) => postings.Where(posting => posting.Account == account && posting.Amount.Currency == of).Sum(posting => posting.Amount.MinorUnits);
        }, iter: 2000);

    [Fact]
    public void Dong_never_grow_a_hundredfold() => Gen.Long[1, 9_999_999_999].Sample(dong => RulesInForce.Convert(dong, Currency.Vnd, 1_000_000) == Money.Vnd(dong)
        && LedgerEntries.Receipt("bank", "x", null, Money.Vnd(dong), Now).Postings.All(posting => Math.Abs(posting.Amount.MinorUnits) == dong));

    private static Refund NewRefund(OrderId order, ProducerOrderId part, Money amount) => new()
    {
        Id = RefundId.New(),
        OrderId = order,
        PartId = part,
        AttemptId = PaymentAttemptId.New(),
        Amount = amount,
        Reason = "declined",
        IdempotencyKey = "x",
        CreatedAt = Now,
    };

    private static ProducerOrder Make((long Price, int FeePoints, int TaxPoints, long Shipping, int Fate) life, long chargedMinor, int index)
    {
        var part = new ProducerOrder
        {
            Id = ProducerOrderId.New(),
            ProducerId = ProducerId.New(),
            Number = "CP-" + index,
            Channel = SalesChannel.Self,
            ShippingDong = life.Shipping,
            ChargedMinor = chargedMinor,
            WeightGrams = 100,
            ShippingZone = "national",
            ShipBy = default,
            ArriveFrom = default,
            ArriveBy = default,
        };
        part.Add(new OrderLine
        {
            Id = OrderLineId.New(),
            ProductId = default,
            VariantId = default,
            CategoryId = 1,
            OriginUnitId = 1,
            NameVi = "",
            NameEn = "",
            Unit = "piece",
            Quantity = 1,
            UnitPriceDong = life.Price,
            GoodsDong = life.Price,
            FeeBasisPoints = life.FeePoints,
            FeeDong = Apportion.AtBasisPoints(life.Price, life.FeePoints),
            WithheldVatDong = Apportion.AtBasisPoints(life.Price, life.TaxPoints),
            WithheldPitDong = 0,
        });
        return part;
    }
}

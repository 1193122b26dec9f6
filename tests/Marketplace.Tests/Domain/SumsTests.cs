using CsCheck;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;

namespace Marketplace.Tests.Domain;

/// <summary>Whatever the numbers, the parts of money make the whole.</summary>
public sealed class SumsTests
{
    private static readonly DateOnly Day = new(2026, 9, 1);
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 3, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(long Price, int Quantity, int Kind, int Region)> Line =
        Gen.Select(Gen.Frequency((1, Gen.Long[1, 9]), (4, Gen.Long[1_000, 50_000_000])), Gen.Int[1, 99], Gen.Int[1, 4], Gen.Int[0, 3]);

    [Fact]
    public void Fee_tax_and_the_makers_share_are_the_goods_of_every_line() => Gen.Select(Line, Gen.Int[0, 2_000], Gen.Int[0, 1_000], Gen.Int[0, 1_000], Gen.Bool)
        .Sample((line, fee, vat, pit, isExport) =>
        {
            var economics = Rules(fee, vat, pit).Line((ProducerKind)line.Kind, line.Region, isExport, line.Price, line.Quantity);
            return economics.GoodsDong == line.Price * line.Quantity
                && economics.FeeDong + economics.WithheldVatDong + economics.WithheldPitDong + economics.ReceivedDong == economics.GoodsDong
                && economics is { FeeDong: >= 0, WithheldVatDong: >= 0, WithheldPitDong: >= 0, ReceivedDong: >= 0 }

                // Rounded down once a line: never more than the rate, and less than one đồng below it.
                && IsFloor(economics.FeeDong, economics.GoodsDong, economics.FeeBasisPoints);
        }, iter: 5_000);

    [Fact]
    public void Lines_make_parcels_and_parcels_make_the_order_in_every_currency() =>
        Gen.Select(Gen.Select(Line.Array[1, 8], Gen.Long[0, 900_000]).Array[1, 12], Gen.Int[0, 2], Gen.Long[1_000_000, 40_000_000_000])
            .Sample((parcels, where, micros) =>
            {
                var currency = Currency.All[where];
                var rate = currency == Currency.Vnd ? 1_000_000 : micros;
                var totals = parcels.Select(parcel => parcel.Item1.Sum(line => line.Price * line.Quantity) + parcel.Item2).ToArray();
                var charged = RulesInForce.Convert(totals.Sum(), currency, rate);
                var shares = charged.Allocate(totals);
                var parts = parcels.Select((parcel, index) => Part(parcel.Item1, parcel.Item2, shares[index].MinorUnits)).ToList();
                var order = Order.Place(
                    OrderId.New(), "CP", CheckoutId.New(), null, new Address(), "vi", PaymentMethod.BankTransfer, charged, rate, "", parts, Now, Now.AddHours(1));

                return order.TotalDong == totals.Sum()
                    && order.Parts.Zip(totals).All(pair => pair.First.GoodsDong + pair.First.ShippingDong == pair.Second)
                    && order.Parts.All(part => part.PayableDong == part.Lines.Sum(line => line.PayableDong)
                        && part.PayableDong + part.FeeDong + part.WithheldDong == part.GoodsDong && part.GoodsDong == part.Lines.Sum(line => line.GoodsDong))
                    && order.Parts.Sum(part => part.ChargedMinor) == order.Charged.MinorUnits

                    // The buyer's currency is never short of the đồng, and never a whole unit more.
                    && IsLeastCovering(charged, totals.Sum(), rate);
            }, iter: 2_000);

    [Fact]
    public void Shares_differ_from_the_exact_by_less_than_one_and_the_largest_remainders_are_favoured() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Long[0, 1_000_000_000].Array[1, 50]).Sample((total, weights) =>
        {
            var sum = weights.Sum();
            if (sum == 0)
            {
                return true;
            }

            var shares = Apportion.ByLargestRemainder(total, weights);
            var rest = weights.Select((weight, i) => (Extra: Math.Abs(shares[i]) - (long)(Int128.Abs(total) * weight / sum), Remainder: Int128.Abs(total) * weight % sum)).ToList();
            return shares.Sum() == total
                && rest.TrueForAll(share => share.Extra is 0 or 1)
                && (rest.TrueForAll(share => share.Extra == 0)
                    || rest.Where(share => share.Extra == 1).Min(share => share.Remainder) >= rest.Where(share => share.Extra == 0).Select(share => share.Remainder).DefaultIfEmpty(0).Max());
        }, iter: 5_000);

    [Fact]
    public void Refunds_never_exceed_what_came() => Gen.Select(Gen.Long[1, 10_000_000], Gen.Select(Gen.Bool, Gen.Long[-5, 6_000_000]).Array[1, 30])
        .Sample((amount, moves) =>
        {
            var attempt = new PaymentAttempt
            {
                Id = PaymentAttemptId.New(),
                OrderId = OrderId.New(),
                Method = PaymentMethod.BankTransfer,
                Provider = PaymentProviders.Bank,
                Amount = Money.Vnd(amount),
                MemoCode = "CP",
                CreatedAt = Now,
                ExpiresAt = Now,
            };
            long came = 0, gone = 0;
            foreach (var (comes, dong) in moves)
            {
                if (comes && dong > 0)
                {
                    var excess = attempt.Receive(Money.Vnd(dong), "", Now);
                    came += dong;
                    if (excess.MinorUnits != Math.Max(0, came - amount))
                    {
                        return false;
                    }
                }
                else if (!comes)
                {
                    var possible = dong > 0 && gone + dong <= came;
                    if (attempt.GiveBack(Money.Vnd(dong)).Succeeded != possible)
                    {
                        return false;
                    }

                    gone += possible ? dong : 0;
                }
            }

            return (attempt.ReceivedMinor, attempt.RefundedMinor) == (came, gone) && gone <= came;
        }, iter: 5_000);

    [Fact]
    public void Payouts_and_what_they_take_back_end_with_nobody_owing_anybody() => Gen.Select(Line.Array[1, 3], Gen.Bool, Gen.Int[0, 3]).Array[1, 25].Sample(lives =>
    {
        var producer = ProducerId.New();
        var book = new List<LedgerTransaction>();
        var due = new List<ProducerOrder>();
        var owed = new List<ProducerOrder>();
        long sent = 0;
        foreach (var (lines, isRefunded, wait) in lives)
        {
            var part = Part(lines, 30_000, lines.Sum(line => line.Price * line.Quantity) + 30_000, producer);
            var order = Order.Place(
                OrderId.New(), "CP", CheckoutId.New(), null, new Address(), "vi", PaymentMethod.BankTransfer, Money.Vnd(part.ChargedMinor), 1_000_000, "", [part], Now, Now);
            book.Add(LedgerEntries.Receipt("bank", part.Number, order.Id, order.Charged, Now));
            book.Add(LedgerEntries.Sale(order, part, Now));
            due.Add(part);
            if (wait == 0)
            {
                sent += PayOut(producer, due, owed, book);
            }

            if (isRefunded)
            {
                book.Add(LedgerEntries.Refund(Refund(order, part), part, withShipping: true, Now));
                if (!due.Remove(part))
                {
                    owed.Add(part);
                }
            }
        }

        sent += PayOut(producer, due, owed, book);
        var payable = book.SelectMany(entry => entry.Postings).Where(posting => posting.Account == LedgerAccount.ProducerPayable).Sum(posting => posting.Amount.MinorUnits);
        return payable == owed.Sum(part => part.PayableDong) - due.Sum(part => part.PayableDong) && sent >= 0
            && book.SelectMany(entry => entry.Postings).Sum(posting => posting.Amount.MinorUnits) == 0;
    }, iter: 1_000);

    /// <summary>As the officers' command does: everything due less everything owed, when something is left to send.</summary>
    private static long PayOut(ProducerId producer, List<ProducerOrder> due, List<ProducerOrder> owed, List<LedgerTransaction> book)
    {
        if (due.Sum(part => part.PayableDong) <= owed.Sum(part => part.PayableDong))
        {
            return 0;
        }

        var payout = new Payout { Id = new PayoutId(Guid.CreateVersion7()), ProducerId = producer, Number = "TT", PreparedAt = Now };
        due.ForEach(part => payout.Add(part.Id, part.PayableDong));
        owed.ForEach(part => payout.TakeBack(part.Id, part.PayableDong));
        due.Clear();
        owed.Clear();
        book.Add(LedgerEntries.PaidOut(payout, Now));
        return payout.AmountDong;
    }

    private static bool IsFloor(long part, long whole, int basisPoints) =>
        (Int128)part * 10_000 <= (Int128)whole * basisPoints && (Int128)(part + 1) * 10_000 > (Int128)whole * basisPoints;

    private static bool IsLeastCovering(Money charged, long dong, long micros)
    {
        var scale = charged.Currency == Currency.Vnd ? (Int128)1_000_000 : 100_000_000;
        return charged.MinorUnits * (Int128)micros >= dong * scale && (charged.MinorUnits - 1) * (Int128)micros < dong * scale;
    }

    private static RulesInForce Rules(int fee, int vat, int pit) => new(
        Day,
        [new FeeRule { BasisPoints = fee, ValidFrom = Day, Source = "test" }, new FeeRule { Kind = ProducerKind.Household, Region = 3, BasisPoints = 0, ValidFrom = Day, Source = "test" }],
        [
            new TaxRule { Kind = ProducerKind.Household, IsExport = false, VatBasisPoints = vat, PitBasisPoints = pit, ValidFrom = Day, Source = "test" },
            new TaxRule { Kind = ProducerKind.Household, IsExport = true, VatBasisPoints = 0, PitBasisPoints = pit, ValidFrom = Day, Source = "test" },
        ],
        [], []);

    private static Refund Refund(Order order, ProducerOrder part) => new()
    {
        Id = RefundId.New(),
        OrderId = order.Id,
        PartId = part.Id,
        AttemptId = PaymentAttemptId.New(),
        Amount = order.Charged,
        Reason = "after-delivery",
        IdempotencyKey = "x",
        CreatedAt = Now,
    };

    private static ProducerOrder Part((long Price, int Quantity, int Kind, int Region)[] lines, long shipping, long chargedMinor, ProducerId? producer = null)
    {
        var part = new ProducerOrder
        {
            Id = ProducerOrderId.New(),
            ProducerId = producer ?? ProducerId.New(),
            Number = "CP-1",
            Channel = SalesChannel.Self,
            ShippingDong = shipping,
            ChargedMinor = chargedMinor,
            WeightGrams = 100,
            ShippingZone = "national",
            ShipBy = default,
            ArriveFrom = default,
            ArriveBy = default,
        };
        var rules = Rules(350, 100, 50);
        foreach (var line in lines)
        {
            var economics = rules.Line((ProducerKind)line.Kind, line.Region, false, line.Price, line.Quantity);
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
                Quantity = line.Quantity,
                UnitPriceDong = line.Price,
                GoodsDong = economics.GoodsDong,
                FeeBasisPoints = economics.FeeBasisPoints,
                FeeDong = economics.FeeDong,
                WithheldVatDong = economics.WithheldVatDong,
                WithheldPitDong = economics.WithheldPitDong,
            });
        }

        return part;
    }
}

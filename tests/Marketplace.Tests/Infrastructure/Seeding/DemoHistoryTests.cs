using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Seeding.Demo;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Seeding;

[Collection(OneSeededMarketplace.Name)]
public sealed class DemoHistoryTests(SeededMarketplace market)
{
    private static readonly Comparer<OrderLineId> ById = Comparer<OrderLineId>.Create((one, other) => one.Value.CompareTo(other.Value));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_past_has_every_way_to_pay_and_is_marked_as_invented()
    {
        var orders = await market.Read(db => db.Orders.AsNoTracking().ToListAsync(Ct));

        Assert.InRange(orders.Count, 50, 60);
        Assert.All(orders, order => Assert.True(order.IsDemo));
        Assert.Equal(3, orders.Select(order => order.Method).Distinct().Count());
        Assert.Contains(orders, order => order.IsExport && order.Charged.Currency.Code is "USD" or "EUR");
        Assert.All(orders, order => Assert.True(order.PlacedAt < market.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Addresses_name_their_commune_once_and_the_demo_buyer_orders_for_themselves()
    {
        var orders = await market.Read(db => db.Orders.AsNoTracking().ToListAsync(Ct));
        var communes = await market.Read(db => db.AdminUnits.AsNoTracking().ToDictionaryAsync(unit => unit.Id, unit => unit.NameVi, Ct));

        Assert.All(orders.Where(order => order.Address.UnitId is not null), order => Assert.DoesNotContain(communes[order.Address.UnitId!.Value], order.Address.Line1, StringComparison.Ordinal));
        var own = orders.Where(order => order.BuyerId is not null).Select(order => (order.Address.FullName, order.Address.Phone, order.Address.Line1, order.Address.UnitId)).Distinct();
        Assert.Equal(DemoAccounts.Buyer.Name, Assert.Single(own).FullName);
    }

    [Fact]
    public async Task The_books_balance_in_every_currency()
    {
        var postings = await market.Read(db => db.Postings.AsNoTracking().ToListAsync(Ct));

        Assert.NotEmpty(postings);
        Assert.All(postings.GroupBy(posting => posting.Amount.Currency), currency => Assert.Equal(0, currency.Sum(posting => posting.Amount.MinorUnits)));
    }

    [Fact]
    public async Task Sale_facts_are_exactly_the_delivered_and_settled_lines()
    {
        var facts = await market.Read(db => db.Sales.AsNoTracking().Where(sale => sale.Quantity > 0).ToListAsync(Ct));
        var lines = await market.Read(db => (
            from line in db.OrderLines
            join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
            where part.DeliveredAt != null && part.SettledAt != null && part.Status == ProducerOrderStatus.Delivered
            select new { line.Id, line.GoodsDong }).ToListAsync(Ct));

        Assert.NotEmpty(lines);
        Assert.Equal(lines.Select(line => line.Id).Order(ById), facts.Select(fact => fact.OrderLineId).Order(ById));
        Assert.Equal(lines.Sum(line => line.GoodsDong), facts.Sum(fact => fact.ValueDong));
    }

    [Theory]
    [InlineData(PeriodGrain.Month)]
    [InlineData(PeriodGrain.Quarter)]
    public async Task Every_rolled_up_figure_is_the_sum_of_its_facts(PeriodGrain grain)
    {
        var facts = await market.Read(db => db.Sales.AsNoTracking().Include(sale => sale.Allocations).ToListAsync(Ct));
        var sums = await market.Read(db => db.SalesRollups.AsNoTracking().Where(row => row.Grain == grain && row.Dimension == Dimensions.Total).ToListAsync(Ct));
        var reach = await market.Read(db => db.ReachRollups.AsNoTracking().Where(row => row.Grain == grain && row.Slice == Slices.All).ToListAsync(Ct));

        var whole = await market.Read(db => db.AdminUnitSuccessions.Where(step => step.Kind == "whole").Select(step => new { step.FromId, step.ToId }).ToListAsync(Ct));
        var heirs = whole.ToLookup(step => step.FromId, step => step.ToId);

        // Each fact stands for its commune, its province and the country, and for the units of today's map that took over from those.
        var placed = facts.SelectMany(sale => new[] { sale.UnitId, sale.ProvinceId, RollupKeys.Country }.SelectMany(unit => heirs[unit].Append(unit))
                .Select(unit => (Key: (Unit: unit, ProgrammePeriod.Of(grain, sale.Day).Start), sale)))
            .ToLookup(pair => pair.Key, pair => pair.sale);

        Assert.NotEmpty(placed);
        foreach (var cell in placed)
        {
            var sum = Assert.Single(sums, row => (row.UnitId, row.Start) == cell.Key);
            Assert.Equal(
                (cell.Sum(sale => sale.ValueDong), cell.Sum(sale => sale.FeeDong), cell.Sum(sale => sale.WithheldDong), cell.Sum(sale => sale.PayableDong), cell.Sum(sale => sale.Quantity)),
                (sum.ValueDong, sum.FeeDong, sum.WithheldDong, sum.PayableDong, sum.Quantity));
            var counted = Assert.Single(reach, row => (row.UnitId, row.Start) == cell.Key);
            Assert.Equal(cell.GroupBy(sale => sale.ProducerId).Count(own => own.Sum(sale => sale.ValueDong) > 0), counted.Producers);
            Assert.Equal(
                cell.SelectMany(sale => sale.Allocations).Where(share => share.PersonKey is not null)
                    .GroupBy(share => Convert.ToHexString(share.PersonKey!)).Count(own => own.Sum(share => share.ValueDong) > 0),
                counted.Persons);
        }

        Assert.Equal(facts.Sum(sale => sale.ValueDong), sums.Where(row => row.UnitId == RollupKeys.Country).Sum(row => row.ValueDong));
    }

    [Fact]
    public async Task What_was_sold_before_July_2025_lies_on_the_map_of_its_day_and_adds_up_on_todays()
    {
        var lastOldDay = new DateOnly(2025, 6, 30);
        var units = await market.Read(db => db.AdminUnits.AsNoTracking().ToDictionaryAsync(unit => unit.Id, Ct));
        var lines = await market.Read(db => (
            from line in db.OrderLines
            join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
            join order in db.Orders on part.OrderId equals order.Id
            select new { order.PlacedAt, line.OriginUnitId }).ToListAsync(Ct));
        var facts = await market.Read(db => db.Sales.AsNoTracking().ToListAsync(Ct));
        var sums = await market.Read(db => db.SalesRollups.AsNoTracking().Where(row => row.Grain == PeriodGrain.Month && row.Dimension == Dimensions.Total).ToListAsync(Ct));

        Assert.Contains(lines, line => line.PlacedAt.VietnamDay() <= lastOldDay);
        Assert.All(lines, line => Assert.True(WasThere(line.OriginUnitId, line.PlacedAt.VietnamDay())));
        Assert.Contains(facts, fact => fact.Day <= lastOldDay);
        Assert.All(facts, fact => Assert.True(WasThere(fact.UnitId, fact.Day) && WasThere(fact.ProvinceId, fact.Day)));
        foreach (var month in sums.Where(row => row.UnitId == RollupKeys.Country))
        {
            var provinces = sums.Where(row => row.Start == month.Start && units.TryGetValue(row.UnitId, out var unit) && unit is { Level: AdminLevel.Province, ValidTo: null });
            Assert.Equal(month.ValueDong, provinces.Sum(row => row.ValueDong));
        }

        bool WasThere(int unit, DateOnly day) => units[unit].ValidFrom <= day && (units[unit].ValidTo is not { } last || last >= day);
    }

    [Fact]
    public async Task What_was_paid_out_was_in_a_file_of_one_officer_and_confirmed_by_the_other()
    {
        var officers = await market.Read(db => db.Users.Where(user => user.UserName == DemoAccounts.FinanceOfficer.Login || user.UserName == DemoAccounts.SecondFinanceOfficer.Login)
            .ToDictionaryAsync(user => user.UserName!, user => (UserId?)user.UserId, Ct));
        var paid = await market.Read(db => db.Payouts.Where(payout => payout.Status == PayoutStatus.Paid).ToListAsync(Ct));
        var confirmed = await market.Read(db => db.AuditEvents.Where(entry => entry.Action == "payout.paid").Select(entry => entry.ActorId).ToListAsync(Ct));

        Assert.NotEmpty(paid);
        Assert.All(paid, payout => Assert.Equal((officers[DemoAccounts.FinanceOfficer.Login], payout.PreparedBy), (payout.ExportedBy, payout.ExportedBy)));
        Assert.Equal(paid.Count, confirmed.Count);
        Assert.All(confirmed, officer => Assert.Equal(officers[DemoAccounts.SecondFinanceOfficer.Login], officer));
    }

    [Fact]
    public async Task Nobody_invented_is_written_to() =>
        Assert.False(await market.Read(db => db.OutboxMessages.AnyAsync(message => message.DoneAt == null && message.Kind == "message", Ct)));

    [Fact]
    public async Task Every_received_transfer_belongs_to_its_order()
    {
        Assert.True(await market.Read(db => db.BankReceipts.AnyAsync(receipt => receipt.State == BankReceiptState.Matched, Ct)));
        Assert.False(await market.Read(db => db.BankReceipts.AnyAsync(receipt => receipt.State != BankReceiptState.Matched && receipt.State != BankReceiptState.Remitted, Ct)));
        Assert.False(await market.Read(db => db.InboxMessages.AnyAsync(message => message.DoneAt == null, Ct)));
    }

    [Fact]
    public async Task Cash_came_with_a_transfer_of_its_day_that_an_officer_settled()
    {
        var parts = await market.Read(db => (
            from part in db.ProducerOrders.AsNoTracking()
            join order in db.Orders on part.OrderId equals order.Id
            where order.Method == PaymentMethod.CashOnDelivery && part.Status == ProducerOrderStatus.Delivered
            select part).ToListAsync(Ct));
        var receipts = await market.Read(db => db.BankReceipts.AsNoTracking().Where(receipt => receipt.State == BankReceiptState.Remitted).ToListAsync(Ct));
        var fees = await market.Read(db => db.Postings.AsNoTracking().Where(posting => posting.Account == LedgerAccount.PaymentCosts).ToListAsync(Ct));
        var owed = await market.Read(db => db.Postings.AsNoTracking().Where(posting => posting.Account == LedgerAccount.CourierReceivable).ToListAsync(Ct));

        Assert.NotEmpty(receipts);
        Assert.All(parts, part => Assert.Equal(part.SettledAt is null, part.RemittedBy is null));
        Assert.Equal(receipts.Select(receipt => receipt.Id.Value).Order(), parts.Where(part => part.RemittedBy is not null).Select(part => part.RemittedBy!.Value.Value).Distinct().Order());
        Assert.Equal(receipts.Count, receipts.Select(receipt => receipt.ReceivedAt.VietnamDay()).Distinct().Count());
        Assert.All(receipts, receipt =>
        {
            var own = parts.Where(part => part.RemittedBy == receipt.Id).ToList();
            Assert.Equal(receipt.AmountDong, own.Sum(part => part.GoodsDong + part.ShippingDong) - fees.Where(fee => own.Exists(part => part.Id == fee.PartId)).Sum(fee => fee.Amount.MinorUnits));
        });
        Assert.Equal(parts.Where(part => part.SettledAt is null).Sum(part => part.GoodsDong + part.ShippingDong), owed.Sum(posting => posting.Amount.MinorUnits));
    }

    [Fact]
    public async Task The_same_seed_on_the_same_day_plays_the_same_past()
    {
        await using var again = new SeededMarketplace();

        Assert.Equal(await market.Read(Figures), await again.Read(Figures));
    }

    [Fact]
    public void Growth_and_Tet_show_in_the_calendar()
    {
        var first = new DateOnly(2025, 5, 22);

        Assert.True(DemoCalendar.Weight(first, new DateOnly(2026, 2, 4)) > DemoCalendar.Weight(first, new DateOnly(2026, 2, 18)) * 3 / 2);
        Assert.True(DemoCalendar.Weight(first, new DateOnly(2026, 10, 14)) > DemoCalendar.Weight(first, new DateOnly(2025, 10, 15)));
    }

    private static async Task<string> Figures(MarketplaceDb db)
    {
        var orders = await db.Orders.AsNoTracking().OrderBy(order => order.Number)
            .Select(order => new { order.Number, order.PlacedAt, order.Status, order.GoodsDong, order.ShippingDong }).ToListAsync(Ct);
        var postings = await db.Postings.AsNoTracking().ToListAsync(Ct);
        var rollups = await db.SalesRollups.AsNoTracking().Where(row => row.Dimension == "total").ToListAsync(Ct);
        return string.Join('\n',
            [
                .. orders.Select(order => order.ToString()),
                .. postings.GroupBy(posting => (posting.Account, posting.Amount.Currency.Code)).OrderBy(group => group.Key)
                    .Select(group => $"{group.Key} {group.Sum(posting => posting.Amount.MinorUnits)}"),
                .. rollups.OrderBy(row => row.Grain).ThenBy(row => row.Start).ThenBy(row => row.UnitId).Select(row => $"{row.Grain} {row.Start:O} {row.UnitId} {row.ValueDong}"),
            ]);
    }
}

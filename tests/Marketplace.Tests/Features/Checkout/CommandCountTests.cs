using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.Cancel;
using Marketplace.Features.Orders.Expire;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Checkout;

/// <summary>From the cart to the books, the number of SQL commands is the same for one line and for thirty of ten makers.</summary>
public sealed class CommandCountTests : IDisposable
{
    private readonly CountingMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task No_page_from_cart_to_order_asks_more_for_thirty_lines_than_for_one()
    {
        var (stall, goods) = await Open();
        await CommandsOfAWalk(stall, [goods[0]]);

        var one = await CommandsOfAWalk(stall, [goods[0]]);
        var thirty = await CommandsOfAWalk(stall, goods);

        Assert.Equal(one, thirty);
        Assert.All(one, step => Assert.InRange(step.Commands, 0, step.Page == "place" ? 14 : 7));
    }

    [Theory]
    [InlineData(PaymentMethod.BankTransfer)]
    [InlineData(PaymentMethod.CashOnDelivery)]
    public async Task Cancelling_thirty_lines_asks_no_more_than_cancelling_one(PaymentMethod method)
    {
        var (stall, goods) = await Open();
        var few = await CommandsOfCancelling(stall, method, [goods[0]]);
        var one = await CommandsOfCancelling(stall, method, [goods[0]]);
        var thirtyOfOneMaker = await CommandsOfCancelling(stall, method, [.. goods.Where(product => product.ProducerId == goods[0].ProducerId)]);

        Assert.Equal(few, one);
        Assert.Equal(one, thirtyOfOneMaker);
        Assert.Equal([10], await _market.Read(db => db.StockLevels.Select(stock => stock.Available).Distinct().ToListAsync()));
    }

    [Fact]
    public async Task Expiring_thirty_lines_of_ten_makers_asks_no_more_than_one()
    {
        var (stall, goods) = await Open();
        await CommandsOfExpiring(stall, [goods[0]]);

        var one = await CommandsOfExpiring(stall, [goods[0]]);

        Assert.Equal(one, await CommandsOfExpiring(stall, goods));
        Assert.Equal([10], await _market.Read(db => db.StockLevels.Select(stock => stock.Available).Distinct().ToListAsync()));
    }

    [Fact]
    public async Task The_finance_pages_ask_the_same_whatever_was_sold()
    {
        var (stall, goods) = await Open();
        var officer = await _market.As(await _market.GivenUser(Some.User(), Roles.FinanceOfficer));
        await Sell(stall, [goods[0]]);
        string[] pages = ["/finance", "/finance/trial-balance", "/finance/payouts", "/finance/remittances", "/finance/refunds", "/finance/receipts"];
        var few = await Commands(officer, pages);

        await Sell(stall, goods);
        await Sell(stall, goods);

        Assert.Equal(few, await Commands(officer, pages));
        Assert.All(few, page => Assert.InRange(page.Commands, 1, 10));
    }

    /// <summary>Its page reads the order; who is sent there asks only whether there is one.</summary>
    [Fact]
    public async Task An_officer_who_types_an_orders_number_reads_it_once()
    {
        var (stall, goods) = await Open();
        var placed = await stall.Order(PaymentMethod.BankTransfer, goods: [.. goods.Select(product => (product, 1))]);
        var officer = await _market.As(await _market.GivenUser(Some.User(), Roles.FinanceOfficer));
        using var warm = await officer.Get($"/finance/orders?number={placed.Number}");

        var (_, found) = await Step("find", async () =>
        {
            using var answer = await officer.Get($"/finance/orders?number={placed.Number}");
            Assert.EndsWith($"/finance/orders/{placed.Number}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        });

        Assert.Equal(1, found);
    }

    private async Task<List<(string Page, int Commands)>> CommandsOfAWalk(Stall stall, Product[] goods)
    {
        var walk = new Walk(_market.AsGuest());
        foreach (var product in goods)
        {
            await walk.Add(product, goods.Length == 1 ? 1 : 2);
        }

        var steps = new List<(string, int)> { await Step("cart", () => walk.Browser.Open("/cart")) };
        await walk.Start();
        steps.Add(await Step("address", () => walk.Browser.Open(walk.Checkout + "/address")));
        steps.Add(await Step("set-address", () => walk.Address(Walk.AtHome(stall))));
        steps.Add(await Step("payment", () => walk.Browser.Open(walk.Checkout + "/payment")));
        steps.Add(await Step("set-method", () => walk.Method("BankTransfer")));
        (string, string) shown = default;
        steps.Add(await Step("confirmation", async () => shown = await walk.Shown()));
        HttpResponseMessage? placed = null;
        steps.Add(await Step("place", async () => placed = await walk.Confirm(shown)));
        Assert.Equal(HttpStatusCode.Redirect, placed!.StatusCode);
        var pay = Walk.Location(placed);
        steps.Add(await Step("pay", () => walk.Browser.Open(pay)));
        steps.Add(await Step("order", () => walk.Browser.Open(pay.Replace("/pay/", "/orders/", StringComparison.Ordinal))));
        return steps;
    }

    private async Task<(string Page, int Commands)> Step(string page, Func<Task> visit) => (page, await _market.CommandsOf(visit));

    private async Task<List<(string Page, int Commands)>> Commands(HttpClient officer, string[] pages)
    {
        var counts = new List<(string, int)>();
        foreach (var page in pages)
        {
            await officer.Open(page);
            counts.Add(await Step(page, () => officer.Open(page)));
        }

        return counts;
    }

    private async Task<int> CommandsOfCancelling(Stall stall, PaymentMethod method, Product[] goods)
    {
        var placed = await stall.Order(method, goods: [.. goods.Select(product => (product, 2))]);
        return await _market.CommandsOf(async () =>
            Assert.Empty((await _market.Send(new CancelOrder(new OrderAccess(placed.Number, placed.Key, null)))).Refusals));
    }

    private async Task<int> CommandsOfExpiring(Stall stall, Product[] goods)
    {
        await stall.Order(PaymentMethod.BankTransfer, goods: [.. goods.Select(product => (product, 2))]);
        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.Send(new ExpireOrders());
        await stall.Order(PaymentMethod.BankTransfer, goods: [.. goods.Select(product => (product, 2))]);
        _market.Clock.Advance(TimeSpan.FromDays(2));
        return await _market.CommandsOf(() => _market.Send(new ExpireOrders()));
    }

    /// <summary>Paid at the door, delivered, the cash at the courier.</summary>
    private async Task Sell(Stall stall, Product[] goods)
    {
        var placed = await stall.Order(PaymentMethod.CashOnDelivery, goods: [.. goods.Select(product => (product, 1))]);
        await _market.Read(async db =>
        {
            var now = _market.Clock.GetUtcNow();
            var order = await db.Orders.Include(order => order.Parts).ThenInclude(part => part.Lines).SingleAsync(order => order.Id == placed.Id);
            foreach (var part in order.Parts)
            {
                order.Accept(part.Id, now, Actor.System);
                order.Pack(part.Id, now, Actor.System);
                order.Send(part.Id, "VNPost", "V1", now, Actor.System);
                order.Deliver(part.Id, now, Actor.System);
                db.LedgerTransactions.Add(Marketplace.Domain.Ledger.LedgerEntries.Sale(order, part, now));
            }

#pragma warning disable RS0030 // A test's own set-up.
            return await db.SaveChangesAsync();
#pragma warning restore RS0030
        });
    }

    private async Task<(Stall Stall, Product[] Goods)> Open()
    {
        var stall = await Stall.In(_market);
        List<Product> goods = [];
        for (var maker = 0; maker < 10; maker++)
        {
            var producer = stall.Producer($"Nhà {maker}");
            goods.AddRange(Enumerable.Range(0, 3).Select(number => stall.Product(producer, $"Khăn {maker} {number}", 50_000 + (maker * 1_000) + number)));
        }

        await stall.Open();
        return (stall, [.. goods]);
    }
}

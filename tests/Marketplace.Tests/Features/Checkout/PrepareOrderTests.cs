using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Carts.AddLine;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Checkout;

public sealed class PrepareOrderTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_transfer_order_holds_its_goods_awaits_the_frozen_amount_and_empties_the_cart()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", 520_000, stock: 5);
        await stall.Open();

        var placed = await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 2));

        var order = await Stored(placed.Number);
        Assert.Equal(OrderStatus.AwaitingPayment, order.Status);
        Assert.Equal((1_040_000, 35_000), (order.GoodsDong, order.ShippingDong));
        Assert.Equal(Money.Vnd(1_075_000), order.Charged);
        var line = order.Parts.Single().Lines.Single();
        Assert.Equal((500, 52_000, 10_400, 5_200), (line.FeeBasisPoints, line.FeeDong, line.WithheldVatDong, line.WithheldPitDong));
        Assert.Equal(3, await Available(scarf));
        var hold = await _market.Read(db => db.StockHolds.SingleAsync());
        Assert.Equal((StockHoldState.Held, 2), (hold.State, hold.Quantity));
        var attempt = await _market.Read(db => db.PaymentAttempts.SingleAsync());
        Assert.Equal((placed.Number, PaymentStatus.Pending, order.Charged, order.PayBy), (attempt.MemoCode, attempt.Status, attempt.Amount, attempt.ExpiresAt));
        Assert.Equal(_market.Clock.GetUtcNow().AddMinutes(1440), order.HoldUntil);
        Assert.True(order.PayBy < order.HoldUntil);
        Assert.Equal(0, await _market.Read(db => db.Carts.CountAsync()));
    }

    [Fact]
    public async Task Cash_on_delivery_is_confirmed_at_once()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 5);
        await stall.Open();

        var placed = await stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 1));

        var order = await Stored(placed.Number);
        Assert.Equal(OrderStatus.Confirmed, order.Status);
        Assert.Equal(ProducerOrderStatus.New, order.Parts.Single().Status);
        Assert.Null(order.Parts.Single().SettledAt);
        Assert.Equal(StockHoldState.Allocated, await _market.Read(db => db.StockHolds.Select(hold => hold.State).SingleAsync()));
    }

    [Fact]
    public async Task The_second_click_gets_the_first_ones_answer()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 5);
        await stall.Open();
        var (checkout, cart) = await stall.Checkout(PaymentMethod.BankTransfer, goods: (scarf, 1));

        var answers = await _market.SendAtOnce(20, () => new PrepareOrder(checkout, cart, null, "vi"));

        Assert.Single(answers.Select(answer => Stall.Done(answer)).Distinct());
        Assert.Equal(1, await _market.Read(db => db.Orders.CountAsync()));
        Assert.Equal(4, await Available(scarf));
    }

    [Fact]
    public async Task Of_many_buyers_of_the_last_piece_one_gets_it()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 1);
        await stall.Open();
        List<(CheckoutId, CartId)> walks = [];
        for (var i = 0; i < 20; i++)
        {
            walks.Add(await stall.Checkout(PaymentMethod.BankTransfer, goods: (scarf, 1)));
        }

        var answers = await Task.WhenAll(walks.Select(walk => _market.Send(new PrepareOrder(walk.Item1, walk.Item2, null, "vi"))));

        Assert.Single(answers, answer => answer.Succeeded);
        Assert.All(answers.Where(answer => !answer.Succeeded), answer => Assert.Equal([CheckoutRefusals.LinesNeedAttention], answer.Refusals));
        Assert.Equal(0, await Available(scarf));
        Assert.Equal(1, await _market.Read(db => db.Orders.CountAsync()));
    }

    [Fact]
    public async Task A_piece_that_goes_between_the_look_and_the_taking_is_sold_out_and_not_sold_twice()
    {
        using var market = new InterruptedMarket();
        var stall = await Stall.In(market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 1);
        await stall.Open();
        var (checkout, cart) = await stall.Checkout(PaymentMethod.BankTransfer, goods: (scarf, 1));
        market.Before("UPDATE StockLevels SET Available = 0", "UPDATE", "StockLevels");

        var refused = await market.Send(new PrepareOrder(checkout, cart, null, "vi"));

        Assert.True(market.IsOver);
        Assert.Equal([OrderRefusals.SoldOut], refused.Refusals);
        Assert.Equal((0, 1), await market.Read(async db => (await db.Orders.CountAsync(), await db.Carts.CountAsync())));
    }

    [Theory]
    [InlineData("DELETE FROM CartLine", false)]
    [InlineData("UPDATE StockLevels SET Available = 0", false)]
    [InlineData("UPDATE StockLevels SET Available = 0", true)]
    public async Task A_click_that_finds_what_its_twin_left_gets_its_twins_answer(string taken, bool isAfterTheLook)
    {
        using var market = new InterruptedMarket();
        var stall = await Stall.In(market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 2);
        await stall.Open();
        var twins = await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 1));
        var (checkout, cart) = await stall.Checkout(PaymentMethod.BankTransfer, goods: (scarf, 1));
        const string Becomes = "UPDATE Orders SET CheckoutId = (SELECT Id FROM Checkouts WHERE Id <> CheckoutId); ";
        market.Before(Becomes + taken, isAfterTheLook ? ["UPDATE", "StockLevels"] : ["SELECT", "Carts", "CartLine"]);
        if (isAfterTheLook)
        {
            // What the twin did is rolled back here with the first run, as it would not be elsewhere.
            market.Before(Becomes, "SELECT", "Checkouts");
        }

        var answer = await market.Send(new PrepareOrder(checkout, cart, null, "vi"));

        Assert.True(market.IsOver);
        Assert.Equal(twins, Stall.Done(answer));
        Assert.Equal(1, await market.Read(db => db.Orders.CountAsync()));
    }

    [Fact]
    public async Task The_database_itself_keeps_one_order_of_a_checkout()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 5);
        await stall.Open();
        await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 1));
        await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 1));
        var first = await _market.Read(db => db.Orders.OrderBy(order => order.Id).Select(order => order.CheckoutId).FirstAsync());

        var twice = await Assert.ThrowsAnyAsync<Exception>(() =>
            _market.Read(db => db.Orders.ExecuteUpdateAsync(all => all.SetProperty(order => order.CheckoutId, first))));

        Assert.True(Marketplace.Infrastructure.Data.DatabaseErrors.IsDuplicate(twice));
    }

    [Fact]
    public async Task A_price_that_changed_since_it_was_shown_is_refused_and_nothing_is_left_behind()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", 520_000, stock: 5);
        await stall.Open();
        var (checkout, cart) = await stall.Checkout(PaymentMethod.BankTransfer, goods: (scarf, 1));
        await _market.Read(db => db.Variants.ExecuteUpdateAsync(all => all.SetProperty(variant => variant.PriceDong, 530_000)));

        var refused = await _market.Send(new PrepareOrder(checkout, cart, null, "vi"));
        var again = await _market.Send(new PrepareOrder(checkout, cart, null, "vi") { Seen = new SeenCheckout(565_000, await Version(checkout)) });

        Assert.Equal((555_000, 565_000), Assert.Single(refused.Refusals).Arguments is [Money shown, Money now] ? (shown.MinorUnits, now.MinorUnits) : default);
        Assert.True(again.Succeeded);
        Assert.Equal(4, await Available(scarf));
    }

    [Fact]
    public async Task A_checkout_changed_in_another_window_is_shown_again_first()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", 520_000);
        await stall.Open();
        var (checkout, cart) = await stall.Checkout(PaymentMethod.BankTransfer, goods: (scarf, 1));

        var refused = await _market.Send(new PrepareOrder(checkout, cart, null, "vi") { Seen = new SeenCheckout(555_000, await Version(checkout) - 1) });

        Assert.Equal([CheckoutRefusals.ChangedElsewhere], refused.Refusals);
    }

    [Fact]
    public async Task Someone_elses_checkout_is_not_found()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await stall.Open();
        var (checkout, _) = await stall.Checkout(PaymentMethod.BankTransfer, goods: (scarf, 1));

        var refused = await _market.Send(new PrepareOrder(checkout, CartId.New(), null, "vi"));

        Assert.Equal([CheckoutRefusals.NotFound], refused.Refusals);
    }

    [Fact]
    public async Task A_failure_before_the_commit_leaves_nothing()
    {
        var stall = await Stall.In(_market);
        var producer = stall.Producer("Lanh Lùng Tám");
        var scarf = stall.Product(producer, "Khăn lanh", stock: 5);
        await stall.Open();
        var (checkout, cart) = await stall.Checkout(PaymentMethod.BankTransfer, goods: (scarf, 1));
        await _market.Read(db => db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER crash BEFORE INSERT ON PaymentAttempts BEGIN SELECT RAISE(ABORT, 'power cut'); END;"));

        await Assert.ThrowsAsync<DbUpdateException>(() => _market.Send(new PrepareOrder(checkout, cart, null, "vi")));
        await _market.Read(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER crash;"));

        Assert.Equal(5, await Available(scarf));
        Assert.Equal(0, await _market.Read(db => db.Orders.CountAsync()));
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync()));
        Assert.Equal(1, await _market.Read(db => db.Carts.CountAsync()));
        Assert.True((await _market.Send(new PrepareOrder(checkout, cart, null, "vi"))).Succeeded);
    }

    [Fact]
    public async Task A_cart_of_two_makers_abroad_is_charged_in_euros_and_its_parts_add_up()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", 520_000);
        var bag = stall.Product(stall.Producer("Thổ cẩm Sa Pa", stall.SaPa), "Túi", 333_333);
        await stall.Open();
        var quote = await Quote(Stall.Paris(), (scarf, 1), (bag, 2));

        Assert.Equal(Currency.Eur, quote.Charged.Currency);
        Assert.Equal(quote.GoodsDong + quote.ShippingDong, quote.TotalDong);
        Assert.Equal(1_400_000, quote.ShippingDong);
        Assert.All(quote.Lines, line => Assert.Equal(0, line.Economics.WithheldVatDong));
    }

    private async Task<Quote> Quote(Address address, params (Product Product, int Quantity)[] goods)
    {
        CartId? cart = null;
        foreach (var (product, quantity) in goods)
        {
            cart = (await _market.Send(new AddLine(cart, null, product.Variants.First().Id, quantity))).Value!.Id;
        }

        await using var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(_market.Services);
        var quotes = (Marketplace.Infrastructure.Quoting.Quotes)scope.ServiceProvider.GetService(typeof(Marketplace.Infrastructure.Quoting.Quotes))!;
        return await quotes.For(cart, ShipTo.Of(address), _market.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
    }

    private Task<Order> Stored(string number) => _market.Read(db =>
        db.Orders.Include(order => order.Parts).ThenInclude(part => part.Lines).SingleAsync(order => order.Number == number));

    private Task<int> Version(CheckoutId id) => _market.Read(db => db.Checkouts.Where(checkout => checkout.Id == id).Select(checkout => checkout.Version).SingleAsync());

    private Task<int> Available(Product product) => _market.Read(db =>
        db.StockLevels.Where(stock => stock.VariantId == product.Variants.First().Id).Select(stock => stock.Available).SingleAsync());
}

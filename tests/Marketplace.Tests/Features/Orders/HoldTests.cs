using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.Cancel;
using Marketplace.Features.Orders.Deliver;
using Marketplace.Features.Orders.Expire;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Product = Marketplace.Domain.Catalog.Product;

namespace Marketplace.Tests.Features.Orders;

public sealed class HoldTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task An_unpaid_order_expires_after_its_hold_and_gives_its_goods_back_once()
    {
        var (stall, scarf) = await Open(5);
        await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 2));

        await _market.Send(new ExpireOrders());
        Assert.Equal(3, await Available());
        _market.Clock.Advance(TimeSpan.FromMinutes(1441));
        await _market.SendAtOnce(5, () => new ExpireOrders());

        Assert.Equal(5, await Available());
        Assert.Equal(OrderStatus.Expired, await _market.Read(db => db.Orders.Select(order => order.Status).SingleAsync()));
        Assert.Equal(StockHoldState.Released, await _market.Read(db => db.StockHolds.Select(hold => hold.State).SingleAsync()));
    }

    [Theory]
    [InlineData(PaymentStatus.Unknown, 47)]
    [InlineData(PaymentStatus.Paid, 72)]
    public async Task An_order_whose_money_may_have_come_does_not_expire(PaymentStatus status, int hours)
    {
        var (stall, scarf) = await Open(5);
        await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 2));
        await _market.Read(db => db.PaymentAttempts.ExecuteUpdateAsync(all => all.SetProperty(attempt => attempt.Status, status)));
        _market.Clock.Advance(TimeSpan.FromHours(hours));

        await _market.Send(new ExpireOrders());

        Assert.Equal(OrderStatus.AwaitingPayment, await _market.Read(db => db.Orders.Select(order => order.Status).SingleAsync()));
        Assert.Equal(3, await Available());
    }

    [Fact]
    public async Task A_provider_that_never_answers_does_not_hold_the_goods_for_ever()
    {
        var (stall, scarf) = await Open(5);
        await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 2));
        await _market.Read(db => db.PaymentAttempts.ExecuteUpdateAsync(all => all.SetProperty(attempt => attempt.Status, PaymentStatus.Unknown)));
        _market.Clock.Advance(TimeSpan.FromHours(49));

        await _market.Send(new ExpireOrders());

        Assert.Equal(OrderStatus.Expired, await _market.Read(db => db.Orders.Select(order => order.Status).SingleAsync()));
        Assert.Equal(PaymentStatus.Expired, await _market.Read(db => db.PaymentAttempts.Select(attempt => attempt.Status).SingleAsync()));
        Assert.Equal(5, await Available());
    }

    [Fact]
    public async Task Cancelling_gives_the_goods_back_once_however_often_it_is_asked()
    {
        var (stall, scarf) = await Open(5);
        var placed = await stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 2));
        var access = new OrderAccess(placed.Number, placed.Key, null);

        var answers = await _market.SendAtOnce(10, () => new CancelOrder(access));

        Assert.All(answers, answer => Assert.True(answer.Succeeded));
        Assert.Equal(5, await Available());
    }

    [Fact]
    public async Task Cancelling_and_expiring_at_once_give_the_goods_back_once()
    {
        var (stall, scarf) = await Open(5);
        var placed = await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 2));
        _market.Clock.Advance(TimeSpan.FromDays(2));

        await Task.WhenAll(
            Task.Run(() => _market.Send(new CancelOrder(new OrderAccess(placed.Number, placed.Key, null)))), Task.Run(() => _market.Send(new ExpireOrders())));

        Assert.Equal(5, await Available());
    }

    [Fact]
    public async Task Giving_stock_back_outside_a_transaction_is_a_bug_that_shows()
    {
        var (stall, scarf) = await Open(5);
        await stall.Order(PaymentMethod.BankTransfer, goods: (scarf, 2));
        var order = await _market.Read(db => db.Orders.Select(order => order.Id).SingleAsync());
        await using var scope = _market.Services.CreateAsyncScope();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            scope.ServiceProvider.GetRequiredService<IPublisher>().Publish(new OrderExpired(order), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_key_finds_no_order_to_cancel()
    {
        var (stall, scarf) = await Open(5);
        var placed = await stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 2));

        var refused = await _market.Send(new CancelOrder(new OrderAccess(placed.Number, "AAAAAAAAAAAAAAAAAAAAAA", null)));

        Assert.Equal([OrderRefusals.NotFound], refused.Refusals);
        Assert.Equal(3, await Available());
    }

    [Fact]
    public async Task A_parcel_nobody_reported_counts_as_delivered_after_the_days_the_rules_name()
    {
        var (stall, scarf) = await Open(5);
        await stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 1));
        await Send();
        _market.Clock.Advance(TimeSpan.FromDays(13));
        await _market.Send(new TimeDeliveries());
        Assert.Equal(ProducerOrderStatus.Sent, await _market.Read(db => db.ProducerOrders.Select(part => part.Status).SingleAsync()));
        _market.Clock.Advance(TimeSpan.FromDays(1));

        await _market.Send(new TimeDeliveries());

        Assert.Equal(ProducerOrderStatus.Delivered, await _market.Read(db => db.ProducerOrders.Select(part => part.Status).SingleAsync()));
        Assert.Equal(OrderStatus.Completed, await _market.Read(db => db.Orders.Select(order => order.Status).SingleAsync()));
    }

    [Fact]
    public async Task A_parcel_with_a_reported_problem_does_not_count_as_delivered_by_itself()
    {
        var (stall, scarf) = await Open(5);
        var placed = await stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 1));
        await Send();
        _market.Clock.Advance(TimeSpan.FromDays(5));
        Assert.True((await _market.Send(new ReportProblem(new OrderAccess(placed.Number, placed.Key, null), "It never came.", []))).Succeeded);
        _market.Clock.Advance(TimeSpan.FromDays(30));

        await _market.Send(new TimeDeliveries());

        Assert.Equal(ProducerOrderStatus.Sent, await _market.Read(db => db.ProducerOrders.Select(part => part.Status).SingleAsync()));
    }

    [Fact]
    public async Task The_buyer_and_the_maker_are_each_told_once_in_their_language()
    {
        var (stall, scarf) = await Open(5);

        var placed = await stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 1));

        var keys = await _market.Read(db => db.OutboxMessages.Select(message => message.IdempotencyKey).ToListAsync());
        Assert.Equal(1, keys.Count(key => key.StartsWith("order-confirmed:", StringComparison.Ordinal)));
        Assert.Equal(1, keys.Count(key => key.StartsWith("part-new:", StringComparison.Ordinal)));
        Assert.Contains(placed.Key, await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("order-confirmed:"))
            .Select(message => message.Payload).SingleAsync()), StringComparison.Ordinal);
    }

    private async Task<(Stall Stall, Product Scarf)> Open(int stock)
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", 335_000, stock);
        await stall.Open();
        return (stall, scarf);
    }

    /// <summary>The maker's three steps, by the aggregate's own methods.</summary>
    private Task<int> Send() => _market.Read(async db =>
    {
        var now = _market.Clock.GetUtcNow();
        var order = await db.Orders.Include(order => order.Parts).SingleAsync();
        var part = order.Parts.Single().Id;
        Assert.True(order.Accept(part, now, Actor.System).Succeeded);
        Assert.True(order.Pack(part, now, Actor.System).Succeeded);
        Assert.True(order.Send(part, "VNPost", "RR1", now, Actor.System).Succeeded);
#pragma warning disable RS0030 // A test's own set-up.
        return await db.SaveChangesAsync();
#pragma warning restore RS0030
    });

    private Task<int> Available() => _market.Read(db => db.StockLevels.Select(stock => stock.Available).SingleAsync());
}

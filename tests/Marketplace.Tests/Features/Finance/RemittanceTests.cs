using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Finance;

public sealed class RemittanceTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Each_part_is_remitted_for_itself_less_what_the_courier_keeps()
    {
        var order = await _market.Delivered(PaymentMethod.CashOnDelivery, parts: 2);
        var parts = order.Parts.OrderBy(part => part.Number).Select(part => part.Number).ToList();
        using var officer = await _market.As(await _market.Officer());
        Assert.Equal(670_000, await _market.Balance(LedgerAccount.CourierReceivable));

        using var first = await officer.Post("/finance/remittances/" + parts[0], ("Form.ReceivedDong", "330.000"), ("Form.CourierFeeDong", "5000"), ("Form.Reference", "VNP-1"));
        using var again = await officer.Post("/finance/remittances/" + parts[0], ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", "0"), ("Form.Reference", "VNP-1"));
        var half = await _market.Attempt(order);
        using var second = await officer.Post("/finance/remittances/" + parts[1], ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", "0"), ("Form.Reference", "VNP-2"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (first.StatusCode, again.StatusCode, second.StatusCode));
        Assert.Equal((335_000, true), (half.ReceivedMinor, half.IsLive));
        Assert.Equal((PaymentStatus.Paid, 670_000), ((await _market.Attempt(order)).Status, (await _market.Attempt(order)).ReceivedMinor));
        Assert.Equal((665_000, 5_000, 0), (
            await _market.Balance(LedgerAccount.Bank), await _market.Balance(LedgerAccount.PaymentCosts), await _market.Balance(LedgerAccount.CourierReceivable)));
        Assert.Equal(2, await _market.Read(db => db.Sales.CountAsync()));
        await _market.LedgerCloses();
    }

    [Theory]
    [MemberData(nameof(FinanceForms.NoAmounts), MemberType = typeof(FinanceForms))]
    public async Task What_is_no_amount_or_does_not_add_up_is_refused_and_kept(string typed)
    {
        var number = (await _market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number;
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses("/finance/remittances/" + number, ("Form.ReceivedDong", typed), ("Form.CourierFeeDong", "0"), ("Form.Reference", "VNP-1"));
        await officer.Refuses("/finance/remittances/" + number, ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", typed), ("Form.Reference", "VNP-1"));
        Assert.Equal(335_000, await _market.Balance(LedgerAccount.CourierReceivable));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")]
    public async Task A_remittance_needs_a_reference(string typed)
    {
        var number = (await _market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number;
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses("/finance/remittances/" + number, ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", "0"), ("Form.Reference", typed));
    }

    [Fact]
    public async Task Nothing_at_all_is_no_remittance()
    {
        var number = (await _market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number;
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses("/finance/remittances/" + number, ("Form.ReceivedDong", "0"), ("Form.CourierFeeDong", "335000"), ("Form.Reference", "VNP-1"));

        Assert.Equal(335_000, await _market.Balance(LedgerAccount.CourierReceivable));
    }

    [Fact]
    public async Task A_part_that_was_paid_otherwise_has_nothing_to_remit()
    {
        var number = (await _market.Delivered()).Parts.Single().Number;
        using var officer = await _market.As(await _market.Officer());

        using var answer = await officer.Post("/finance/remittances/" + number, ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", "0"), ("Form.Reference", "x"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Of_a_remittance_and_a_parcel_that_came_back_at_one_moment_one_counts()
    {
        var order = await _market.Delivered(PaymentMethod.CashOnDelivery);
        var part = order.Parts.Single().Id;
        _market.Clock.Advance(TimeSpan.FromHours(1));
        var now = _market.Clock.GetUtcNow();
        await using var desk = _market.Services.CreateAsyncScope();
        await using var door = _market.Services.CreateAsyncScope();
        var (remitted, returned) = (await Loaded(desk, order), await Loaded(door, order));

        Assert.True(remitted.SettlePart(part, now).Succeeded);
        Assert.True(returned.Return(part, "refused", now, Actor.System).Succeeded);
        await Save(desk);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Save(door));
        Assert.Equal(ProducerOrderStatus.Delivered, (await _market.Now(order)).Parts.Single().Status);
    }

    private static Task<Order> Loaded(AsyncServiceScope scope, Order order) =>
        scope.ServiceProvider.GetRequiredService<MarketplaceDb>().OrderWithParts(order.Id, TestContext.Current.CancellationToken);

    /// <summary>As the pipeline does, at a moment of the test's choosing.</summary>
    private static async Task Save(AsyncServiceScope scope)
    {
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        foreach (var entry in db.ChangeTracker.Entries<Aggregate>().Where(entry => entry.State == EntityState.Modified).ToList())
        {
            entry.Entity.Touch();
        }

#pragma warning disable RS0030 // The pipeline would save both, one after the other.
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
#pragma warning restore RS0030
    }
}

using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Features.Checkout.Pay;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.Cancel;
using Marketplace.Features.Orders.Deliver;
using Marketplace.Features.Orders.Expire;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Payments.Sandbox;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>
/// Plays orders, payments, parcels, refunds and payouts by sending the commands that people, providers and jobs send, each at its moment. What the
/// figures and the ledger say afterwards is therefore what the application itself made of it.
/// </summary>
internal sealed class DemoHistory(
    MarketplaceDb db, ISender sender, ProgrammeAccount account, OutboxRunner outbox, DemoInbox inbox, DemoMakers makers, DemoOffice office, SeedClock clock, DemoTimeline timeline, SeedProgress progress)
{
    private UserId _buyer;
    private int _planned;
    private int _placed;

    public async Task Play(IReadOnlyCollection<DemoOrder> orders, UserId buyer, DateTimeOffset today, CancellationToken ct)
    {
        _buyer = buyer;
        _planned = orders.Count;
        foreach (var order in orders)
        {
            timeline.At(order.PlacedAt, () => Place(order, ct));
        }

        for (var day = clock.GetUtcNow().AddHours(23); day < today; day = day.AddDays(1))
        {
            timeline.At(day, () => EndDay(ct));
        }

        await timeline.Play(today);
    }

    private async Task Place(DemoOrder plan, CancellationToken ct)
    {
        progress.Report("orders", clock.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture), _placed++, _planned);
        await Restock(plan, ct);
        var (cart, checkout) = await Fill(plan, ct);
        if (plan.Method == PaymentMethod.CashOnDelivery && !(await Send(new SetMethod(checkout, cart, plan.Method), ct)).Succeeded)
        {
            // More than couriers may collect: the buyer transfers instead.
            plan = plan with { Method = PaymentMethod.BankTransfer };
        }

        if (plan.Method != PaymentMethod.CashOnDelivery)
        {
            Demand(await Send(new SetMethod(checkout, cart, plan.Method), ct));
        }

        var number = OrderCode.Of((plan.Number + 1L) * 6_700_417_003 % 17_249_876_309);
        var prepared = await Send(new PrepareOrder(checkout, cart, plan.IsDemoBuyer ? _buyer : null, plan.Language) { Number = number }, ct);
        Demand(prepared);
        var order = prepared.Value!;
        if (plan.Method == PaymentMethod.CashOnDelivery)
        {
            GoOn(plan, order);
        }
        else if (plan.Course != DemoCourse.Unpaid)
        {
            timeline.In(TimeSpan.FromMinutes(2 + (plan.Number * 37 % (plan.Method == PaymentMethod.Card ? 11 : 240))), async () =>
            {
                if (await Pay(plan, order, ct))
                {
                    GoOn(plan, order);
                }
            });
        }
    }

    /// <summary>Makers keep their shelves filled; what is there is never sold twice.</summary>
    private async Task Restock(DemoOrder plan, CancellationToken ct)
    {
        foreach (var (offer, quantity) in plan.Lines)
        {
            await db.StockLevels.Where(stock => stock.VariantId == offer.VariantId && stock.Available < quantity)
                .ExecuteUpdateAsync(set => set.SetProperty(stock => stock.Available, stock => stock.Available + quantity + 12), ct);
        }
    }

    /// <summary>What the buyer clicked and typed.</summary>
    private async Task<(CartId, CheckoutId)> Fill(DemoOrder plan, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var cart = new Cart { Id = CartId.New(), UserId = plan.IsDemoBuyer ? _buyer : null, ChangedAt = now };
        foreach (var (offer, quantity) in plan.Lines)
        {
            cart.Add(offer.VariantId, quantity, now);
        }

        var checkout = new Checkout
        {
            Id = new CheckoutId(Guid.CreateVersion7(now)),
            CartId = cart.Id,
            UserId = cart.UserId,
            StartedAt = now,
            Address = plan.Address,
            Currency = plan.Currency,
        };
        db.AddRange(cart, checkout);
        await db.SaveImport(ct);
        db.ChangeTracker.Clear();
        return (cart.Id, checkout.Id);
    }

    /// <returns>Whether money came: a card page of a real provider cannot be played.</returns>
    private async Task<bool> Pay(DemoOrder plan, PreparedOrder order, CancellationToken ct)
    {
        var attempt = await db.PaymentAttempts.AsNoTracking().Where(attempt => attempt.OrderId == order.Id)
            .Select(attempt => new { attempt.Id, attempt.Provider, attempt.Amount }).SingleAsync(ct);
        var id = string.Create(CultureInfo.InvariantCulture, $"demo-{plan.Number}");
        if (plan.Method == PaymentMethod.BankTransfer)
        {
            var notification = new BankNotification(id, account.Account, "in", attempt.Amount.MinorUnits, $"{order.Number} chuyen tien", "", $"FT{plan.Number:000000000}");
            await inbox.Hear(PaymentProviders.Bank, notification.EventId, "in", notification.ToJson(account.BankName, clock.GetUtcNow()));
            return true;
        }

        if (attempt.Provider != PaymentProviders.Sandbox)
        {
            return false;
        }

        var paid = new SandboxEvent(id, SandboxEvent.Paid, attempt.Id.Value, $"sbx_{attempt.Id.Value:N}", attempt.Amount.MinorUnits, attempt.Amount.Currency.Code);
        await inbox.Hear(PaymentProviders.Sandbox, id, SandboxEvent.Paid, paid.ToJson());
        return true;
    }

    /// <summary>From here on the makers act, unless the buyer thinks again first.</summary>
    private void GoOn(DemoOrder plan, PreparedOrder order)
    {
        if (plan.Course == DemoCourse.Cancelled)
        {
            timeline.In(TimeSpan.FromHours(1), async () => Demand(await Send(new CancelOrder(new OrderAccess(order.Number, order.Key, null)), CancellationToken.None)));
            return;
        }

        timeline.In(TimeSpan.FromMinutes(1), () => makers.Begin(plan, order));
    }

    /// <summary>What jobs do at night: end unpaid orders, make the outside calls, count parcels nobody reported, do the office's work.</summary>
    private async Task EndDay(CancellationToken ct)
    {
        if (await db.Orders.AnyAsync(order => order.Status == OrderStatus.AwaitingPayment, ct))
        {
            Demand(await Send(new ExpireOrders(), ct));
        }

        await KeepQuiet(ct);
        await outbox.RunDue(ct);
        Demand(await Send(new TimeDeliveries(), ct));
        await office.EndDay(ct);
    }

    /// <summary>Nobody invented is written to: letters count as sent.</summary>
    public async Task KeepQuiet(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.OutboxMessages.Where(message => message.Kind == Outbox.Message && message.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.DoneAt, now), ct);
    }

    private async Task<T> Send<T>(IRequest<T> request, CancellationToken ct)
    {
        var answer = await sender.Send(request, ct);
        db.ChangeTracker.Clear();
        return answer;
    }

    private static void Demand<T>(T result)
        where T : IResult<T>
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"A step of the invented past was refused: {string.Join(", ", result.Refusals.Select(refusal => refusal.Code))}.");
        }
    }
}

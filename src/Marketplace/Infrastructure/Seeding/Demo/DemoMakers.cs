using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What makers and couriers do with a confirmed order of the invented past.</summary>
internal sealed class DemoMakers(MarketplaceDb db, ISender sender, SeedClock clock, DemoTimeline timeline, DemoOffice office)
{
    private const int FirstHour = 7;
    private const int LastHour = 19;

    private sealed record Part(ProducerOrderId Id, DateOnly ShipBy, DateOnly ArriveFrom, DateOnly ArriveBy);

    public async Task Begin(DemoOrder plan, OrderId order)
    {
        var parts = await db.ProducerOrders.AsNoTracking().Where(part => part.OrderId == order).OrderBy(part => part.Number)
            .Select(part => new Part(part.Id, part.ShipBy, part.ArriveFrom, part.ArriveBy)).ToListAsync();
        foreach (var (index, part) in parts.Index())
        {
            Plan(plan, order, part, index);
        }
    }

    private void Plan(DemoOrder plan, OrderId order, Part part, int index)
    {
        var luck = (plan.Number * 53) + (index * 17);
        var accepted = Daytime(clock.GetUtcNow().AddHours(1 + (luck % 22)));
        if (plan.Course == DemoCourse.Declined && index == 0)
        {
            timeline.At(accepted, () => Step(order, part.Id, OrderTransitions.Decline, luck % 2 == 0 ? "out-of-stock" : "too-busy"));
            return;
        }

        // One parcel in sixteen leaves late.
        var room = part.ShipBy.DayNumber - accepted.VietnamDay().DayNumber;
        var sentOn = luck % 16 == 0 && room >= 0 ? part.ShipBy.AddDays(2) : accepted.VietnamDay().AddDays(Math.Max(1, room - (luck % 3)));
        var sent = At(sentOn, 15 + (luck % 4));
        var packed = At(sentOn, 9 + (luck % 4));
        var onTheWay = part.ArriveFrom.DayNumber - part.ShipBy.DayNumber + (luck % (part.ArriveBy.DayNumber - part.ArriveFrom.DayNumber + 1));
        var arrived = At(sentOn.AddDays(onTheWay), 9 + (luck % 8));
        timeline.At(accepted, () => Step(order, part.Id, OrderTransitions.Accept));
        timeline.At(packed, () => Step(order, part.Id, OrderTransitions.Pack));
        timeline.At(sent, () => Step(order, part.Id, OrderTransitions.Send, Tracking(luck)));
        if (luck % 20 == 7 && plan.Method != PaymentMethod.CashOnDelivery && plan.Address.IsDomestic)
        {
            // Nobody reports this one; the nightly job counts it as delivered in time.
            return;
        }

        timeline.At(arrived, () => plan.Course == DemoCourse.Returned && index == 0
            ? Step(order, part.Id, OrderTransitions.Return, "refused")
            : Arrive(plan, order, part.Id, luck));
    }

    private async Task Arrive(DemoOrder plan, OrderId order, ProducerOrderId part, int luck)
    {
        await Step(order, part, OrderTransitions.Deliver);
        if (plan.Method == PaymentMethod.CashOnDelivery)
        {
            timeline.At(Daytime(clock.GetUtcNow().AddDays(3 + (luck % 5))), () => office.Remit(part));
        }
    }

    private async Task Step(OrderId order, ProducerOrderId part, string what, string note = "")
    {
        var result = await sender.Send(new DemoStep(order, part, what, null, note));
        db.ChangeTracker.Clear();
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The step {what} of the invented past was refused: {result.Refusals[0].Code}.");
        }
    }

    private static string Tracking(int luck) => string.Create(CultureInfo.InvariantCulture, $"EV{luck % 1_000_000_000:000000000}VN");

    private static DateTimeOffset At(DateOnly day, int hour) => VietnamTime.StartOf(day).AddHours(hour);

    /// <summary>Nobody answers at night.</summary>
    private static DateTimeOffset Daytime(DateTimeOffset instant)
    {
        var there = instant.InVietnam();
        return there.Hour < FirstHour ? At(instant.VietnamDay(), FirstHour).AddMinutes(there.Minute)
            : there.Hour > LastHour ? At(instant.VietnamDay().AddDays(1), FirstHour).AddMinutes(there.Minute)
            : instant;
    }
}

using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Features.Fulfilment;
using Marketplace.Features.Fulfilment.Part;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.Deliver;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What makers and couriers do with a confirmed order of the invented past.</summary>
internal sealed class DemoMakers(MarketplaceDb db, ISender sender, SeedClock clock, DemoTimeline timeline, DemoOffice office, DemoReviews reviews)
{
    private const int FirstHour = 7;
    private const int LastHour = 19;
    private const string Courier = "VNPost";

    private sealed record Part(ProducerOrderId Id, string Number, ProducerId ProducerId, Guid UserId, DateOnly ShipBy, DateOnly ArriveFrom, DateOnly ArriveBy);

    public async Task Begin(DemoOrder plan, PreparedOrder order)
    {
        var parts = await (
            from part in db.ProducerOrders.AsNoTracking()
            join member in db.Memberships on part.ProducerId equals member.ProducerId
            join user in db.Users on member.PersonId equals user.PersonId
            where part.OrderId == order.Id && member.Role == MembershipRole.Representative
            orderby part.Number
            select new Part(part.Id, part.Number, part.ProducerId, user.Id, part.ShipBy, part.ArriveFrom, part.ArriveBy)).ToListAsync();
        foreach (var (index, part) in parts.Index())
        {
            Plan(plan, order, part, index);
        }
    }

    private void Plan(DemoOrder plan, PreparedOrder order, Part part, int index)
    {
        var luck = (plan.Number * 53) + (index * 17);
        var accepted = Daytime(clock.GetUtcNow().AddHours(1 + (luck % 22)));
        if (plan.Course == DemoCourse.Declined && index == 0)
        {
            timeline.At(accepted, () => Demand(new DeclinePart(part.ProducerId, Who(part), part.Number, luck % 2 == 0 ? "out-of-stock" : "no-time")));
            return;
        }

        // One parcel in sixteen leaves late.
        var room = part.ShipBy.DayNumber - accepted.VietnamDay().DayNumber;
        var sentOn = luck % 16 == 0 && room >= 0 ? part.ShipBy.AddDays(2) : accepted.VietnamDay().AddDays(Math.Max(1, room - (luck % 3)));
        var sent = At(sentOn, 15 + (luck % 4));
        var packed = At(sentOn, 9 + (luck % 4));
        var onTheWay = part.ArriveFrom.DayNumber - part.ShipBy.DayNumber + (luck % (part.ArriveBy.DayNumber - part.ArriveFrom.DayNumber + 1));
        var arrived = At(sentOn.AddDays(onTheWay), 9 + (luck % 8));
        timeline.At(accepted, () => Step(part, PartStep.Accept));
        timeline.At(packed, () => Step(part, PartStep.Pack));
        timeline.At(sent, () => Step(part, PartStep.Send, Courier, Tracking(luck)));
        if (luck % 20 == 7 && plan.Method != PaymentMethod.CashOnDelivery && plan.Address.IsDomestic)
        {
            // Nobody reports this one; the nightly job counts it as delivered in time.
            return;
        }

        timeline.At(arrived, () => plan.Course == DemoCourse.Returned && index == 0
            ? Demand(new ReturnPart(part.ProducerId, Who(part), part.Number, "refused"))
            : Arrive(plan, order, part, luck));
    }

    /// <summary>Of ten buyers seven say themselves that it came and one says so too when the maker has; of the others only the maker hears.</summary>
    private async Task Arrive(DemoOrder plan, PreparedOrder order, Part part, int luck)
    {
        if (luck % 10 < 7)
        {
            await Receive(order, part);
        }
        else
        {
            await Step(part, PartStep.Deliver);
        }

        if (luck % 10 == 7)
        {
            timeline.At(Daytime(clock.GetUtcNow().AddDays(2)), () => Receive(order, part));
        }

        reviews.Follow(plan, part.Id, part.ProducerId, Who(part), luck);
        if (plan.Method == PaymentMethod.CashOnDelivery)
        {
            office.ExpectCash(part.Id, Courier, clock.GetUtcNow().VietnamDay().AddDays(3 + (luck % 5)));
        }
    }

    private Task Receive(PreparedOrder order, Part part) => Demand(new ConfirmReceipt(new OrderAccess(order.Number, order.Key, null), part.Id));

    private Task Step(Part part, PartStep step, string carrier = "", string tracking = "") =>
        Demand(new TakeStep(part.ProducerId, Who(part), part.Number, step, carrier, tracking));

    private static Actor Who(Part part) => new(new UserId(part.UserId));

    private async Task Demand(IRequest<Result> command)
    {
        var result = await sender.Send(command);
        db.ChangeTracker.Clear();
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{command.GetType().Name} of the invented past was refused: {result.Refusals[0].Code}.");
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

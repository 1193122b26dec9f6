using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

public sealed partial class Order
{
    public bool IsPaid => Status is OrderStatus.Confirmed or OrderStatus.Completed && Method != PaymentMethod.CashOnDelivery;

    public bool CanBeCancelled => Status == OrderStatus.AwaitingPayment
        || (Status == OrderStatus.Confirmed && _parts.TrueForAll(part => OrderTransitions.After(part.Status, OrderTransitions.Cancel) is not null
            || part.Status is ProducerOrderStatus.Declined or ProducerOrderStatus.Cancelled));

    /// <summary>Places an order of the given parts. Cash on delivery needs no payment first, so the caller confirms it at once.</summary>
    public static Order Place(
        OrderId id, string number, CheckoutId checkout, UserId? buyer, Address address, string language, PaymentMethod method, Money charged,
        long dongPerUnitMicros, string rateSource, IEnumerable<ProducerOrder> parts, DateTimeOffset now, DateTimeOffset holdUntil, bool isDemo = false)
    {
        var order = new Order
        {
            Id = id,
            Number = number,
            CheckoutId = checkout,
            AccessKey = OrderKey.New(),
            BuyerId = buyer,
            Address = address,
            Language = language,
            Method = method,
            Charged = charged,
            DongPerUnitMicros = dongPerUnitMicros,
            RateSource = rateSource,
            PlacedAt = now,
            HoldUntil = holdUntil,
            IsDemo = isDemo,
        };
        order._parts.AddRange(parts);
        order.GoodsDong = order._parts.Sum(part => part.GoodsDong);
        order.ShippingDong = order._parts.Sum(part => part.ShippingDong);
        if (order._parts.Sum(part => part.ChargedMinor) != charged.MinorUnits)
        {
            throw new InvalidOperationException("The parts of an order must add up to what is charged.");
        }

        order._history.Add(new OrderEvent { From = "", Event = "place", To = order.Status.ToString(), At = now, ActorId = buyer });
        order.Raise(new OrderPlaced(id));
        return order;
    }

    /// <summary>The money is here, or none is needed yet (cash on delivery). Paid parts are settled by the same step.</summary>
    public Result Confirm(DateTimeOffset now, Actor actor)
    {
        if (Move(OrderTransitions.Confirm, now, actor) is { } refused)
        {
            return refused;
        }

        ConfirmedAt = now;
        var waited = now.VietnamDay().DayNumber - PlacedAt.VietnamDay().DayNumber;
        foreach (var part in _parts)
        {
            MovePart(part, OrderTransitions.Confirm, now, actor);
            part.PromiseLater(waited);
        }

        Raise(new OrderConfirmed(Id));
        if (Method != PaymentMethod.CashOnDelivery)
        {
            foreach (var part in _parts)
            {
                Settle(part, now);
            }
        }

        return Result.Ok;
    }

    /// <summary>No payment is under way any more: the goods wait for the buyer to choose again, and no longer.</summary>
    public void HoldNoLongerThan(DateTimeOffset moment)
    {
        if (Status == OrderStatus.AwaitingPayment && moment < HoldUntil)
        {
            HoldUntil = moment;
        }
    }

    /// <summary>A payment is under way that may take longer than the goods are held: they wait for it.</summary>
    public void HoldUntilAtLeast(DateTimeOffset moment)
    {
        if (Status == OrderStatus.AwaitingPayment && moment > HoldUntil)
        {
            HoldUntil = moment;
        }
    }

    public Result Cancel(DateTimeOffset now, Actor actor, string reason)
    {
        if (!CanBeCancelled)
        {
            return OrderRefusals.AlreadySent;
        }

        var wasPaid = IsPaid;
        Move(OrderTransitions.Cancel, now, actor, reason);
        EndedAt = now;
        foreach (var part in _parts)
        {
            if (MovePart(part, OrderTransitions.Cancel, now, actor, reason) is null)
            {
                (part.Reason, part.EndedAt) = (reason, now);
                Raise(new PartDropped(Id, part.Id, part.ProducerId, reason));
            }
        }

        Raise(new OrderCancelled(Id, wasPaid));
        return Result.Ok;
    }

    /// <summary>The hold ran out unpaid.</summary>
    public Result Expire(DateTimeOffset now)
    {
        if (now < HoldUntil)
        {
            return OrderRefusals.NotYetExpired;
        }

        if (Move(OrderTransitions.Expire, now, Actor.System) is { } refused)
        {
            return refused;
        }

        EndedAt = now;
        foreach (var part in _parts)
        {
            MovePart(part, OrderTransitions.Expire, now, Actor.System);
            part.EndedAt = now;
        }

        Raise(new OrderExpired(Id));
        return Result.Ok;
    }

    public Result Accept(ProducerOrderId partId, DateTimeOffset now, Actor actor) => Step(partId, OrderTransitions.Accept, now, actor, part =>
    {
        part.AcceptedAt = now;
        Raise(new PartAccepted(Id, part.Id));
    });

    public Result Pack(ProducerOrderId partId, DateTimeOffset now, Actor actor) =>
        Step(partId, OrderTransitions.Pack, now, actor, part => part.PackedAt = now);

    public Result Send(ProducerOrderId partId, string carrier, string trackingCode, DateTimeOffset now, Actor actor, string courierPhone = "") =>
        Step(partId, OrderTransitions.Send, now, actor, part =>
        {
            (part.SentAt, part.Carrier, part.TrackingCode, part.CourierPhone) = (now, carrier, trackingCode, courierPhone);
            Raise(new PartSent(Id, part.Id));
        });

    /// <summary>Reported by the maker for the courier, or by the clock.</summary>
    public Result Deliver(ProducerOrderId partId, DateTimeOffset now, Actor actor) => Deliver(partId, now, actor, "");

    /// <summary>The buyer has it in hand, or says so too of what counts as delivered already: then from now on the maker waits for the money no longer than others.</summary>
    public Result Receive(ProducerOrderId partId, DateTimeOffset now, Actor buyer) => _parts.Exists(part => part.Id == partId && part.Status == ProducerOrderStatus.Delivered)
        ? Step(partId, OrderTransitions.Receive, now, buyer, _ => { }, OrderEvent.ByTheBuyer)
        : Deliver(partId, now, buyer, OrderEvent.ByTheBuyer);

    private Result Deliver(ProducerOrderId partId, DateTimeOffset now, Actor actor, string note) => Step(partId, OrderTransitions.Deliver, now, actor, part =>
    {
        part.DeliveredAt = part.EndedAt = now;
        Raise(new PartDelivered(Id, part.Id, note == OrderEvent.ByTheBuyer));
        RecogniseIfReady(part);
        CompleteIfReady(now);
    }, note);

    public Result Decline(ProducerOrderId partId, string reason, DateTimeOffset now, Actor actor) => Step(partId, OrderTransitions.Decline, now, actor, part =>
    {
        (part.Reason, part.EndedAt) = (reason, now);
        Raise(new PartDropped(Id, part.Id, part.ProducerId, reason));
        CompleteIfReady(now);
    });

    /// <summary>The buyer says that something is wrong. The moment moves each time, so that of two who say it at once one begins anew and sees the other.</summary>
    public void ReportProblem(DateTimeOffset now) => ProblemAt = ProblemAt >= now ? ProblemAt.Value.AddTicks(1) : now;

    /// <summary>Refused at the door or undeliverable; perhaps learned after it had been counted as delivered.</summary>
    public Result Return(ProducerOrderId partId, string reason, DateTimeOffset now, Actor actor)
    {
        if (_parts.Exists(part => part.Id == partId && !OrderTransitions.CanComeBack(part.Status, part.SettledAt is not null)))
        {
            return OrderRefusals.NotNow;
        }

        return Step(partId, OrderTransitions.Return, now, actor, part =>
        {
            (part.Reason, part.EndedAt, part.DeliveredAt) = (reason, now, null);
            Raise(new PartReturned(Id, part.Id, part.ProducerId));
            CompleteIfReady(now);
        });
    }

    /// <summary>A part that had been delivered and paid gives all its money back. It stops being a sale.</summary>
    public Result Refund(ProducerOrderId partId, string reason, DateTimeOffset now, Actor actor)
    {
        if (_parts.Find(part => part.Id == partId) is not { } part)
        {
            return OrderRefusals.NotFound;
        }

        if (!part.IsRecognised)
        {
            return OrderRefusals.NotNow;
        }

        MovePart(part, OrderTransitions.Refund, now, actor, reason);
        Raise(new PartRefunded(Id, part.Id));
        return Result.Ok;
    }

    /// <summary>The courier remitted the cash of a part, so its money is ours. Repeating it changes nothing.</summary>
    public Result SettlePart(ProducerOrderId partId, DateTimeOffset now, BankReceiptId? transfer = null)
    {
        if (_parts.Find(part => part.Id == partId) is not { } part)
        {
            return OrderRefusals.NotFound;
        }

        part.RemittedBy ??= part.SettledAt is null ? transfer : null;
        Settle(part, now);
        return Result.Ok;
    }

    private void Settle(ProducerOrder part, DateTimeOffset now)
    {
        if (part.SettledAt is not null)
        {
            return;
        }

        part.SettledAt = LastStepAt = now;
        Raise(new PartSettled(Id, part.Id));
        RecogniseIfReady(part);
    }

    private void RecogniseIfReady(ProducerOrder part)
    {
        if (part.IsRecognised)
        {
            Raise(new PartRecognised(Id, part.Id));
        }
    }

    private void CompleteIfReady(DateTimeOffset now)
    {
        if (!_parts.TrueForAll(part => part.EndedAt is not null))
        {
            return;
        }

        var what = _parts.Exists(part => part.Status is ProducerOrderStatus.Delivered or ProducerOrderStatus.Refunded) ? OrderTransitions.Complete : OrderTransitions.Cancel;
        if (Move(what, now, Actor.System) is null)
        {
            EndedAt = now;
        }
    }

    private Result Step(ProducerOrderId partId, string what, DateTimeOffset now, Actor actor, Action<ProducerOrder> then, string note = "")
    {
        if (_parts.Find(part => part.Id == partId) is not { } part)
        {
            return OrderRefusals.NotFound;
        }

        if (MovePart(part, what, now, actor, note) is { } refused)
        {
            return refused;
        }

        then(part);
        return Result.Ok;
    }

    private Refusal? Move(string what, DateTimeOffset now, Actor actor, string note = "")
    {
        if (OrderTransitions.After(Status, what) is not { } to)
        {
            return OrderRefusals.NotNow;
        }

        _history.Add(Event(null, Status.ToString(), what, to.ToString(), now, actor, note));
        Status = to;
        return null;
    }

    private Refusal? MovePart(ProducerOrder part, string what, DateTimeOffset now, Actor actor, string note = "")
    {
        if (OrderTransitions.After(part.Status, what) is not { } to)
        {
            return OrderRefusals.NotNow;
        }

        _history.Add(Event(part.Id, part.Status.ToString(), what, to.ToString(), now, actor, note));
        part.Status = to;
        LastStepAt = now;
        return null;
    }

    /// <summary>Moves with every step, so that a change of a part is a change of the aggregate (and of its version).</summary>
    public DateTimeOffset? LastStepAt { get; private set; }

    private static OrderEvent Event(ProducerOrderId? part, string from, string what, string to, DateTimeOffset now, Actor actor, string note) =>
        new() { PartId = part, From = from, Event = what, To = to, At = now, ActorId = actor.UserId, PrincipalId = actor.Principal, Note = note };
}

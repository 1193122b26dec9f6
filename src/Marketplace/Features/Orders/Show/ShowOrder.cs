using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Show;

/// <summary>An order as its buyer manages it. Who only told its number and telephone follows its parcels (<see cref="Follow.FollowOrder"/>).</summary>
public sealed record ShowOrder(OrderAccess Access) : IQuery<OrderModel?>
{
    /// <summary>What is done to an order shows the same page again, from other controllers.</summary>
    public const string View = "/Features/Orders/Show/Show.cshtml";
}

public sealed record OrderModel(
    string Number, string? Key, OrderStatus Status, PaymentMethod Method, DateTimeOffset PlacedAt, DateTimeOffset PayBy, Money Charged, long GoodsDong,
    long ShippingDong, Address Address, string? Commune, string? Province, bool IsGuest, bool CanBeCancelled, bool IsPaid, Parcels Parcels, IReadOnlyList<RefundModel> Refunds)
{
    /// <summary>What each courier still has to collect, by part. Not with the parcels, which are also shown to those who only follow the order.</summary>
    public required IReadOnlyDictionary<Guid, Money> ToPayOnDelivery { get; init; }

    /// <summary>What its buyer said of lines that came, by line.</summary>
    public required Dictionary<Guid, ReviewState> Reviews { get; init; }

    /// <summary>Of a transfer that brought less than was asked for.</summary>
    public PartPayment? PartPayment { get; init; }

    /// <summary>The buyer's own, newest first; not what others told who only follow the order.</summary>
    public required IReadOnlyList<ToldProblem> Problems { get; init; }

    /// <summary>Something of it is packed or sent, and not all has come.</summary>
    public bool IsTooLateToCancel => !CanBeCancelled && Status == OrderStatus.Confirmed && Parcels.Parts.Any(part => part.Status.IsToBeSent);

    /// <summary>Another part of it is not packed yet.</summary>
    public bool HasUnpacked => Parcels.Parts.Any(part => part.Status is ProducerOrderStatus.New or ProducerOrderStatus.Accepted);

    public Headline Headline => Headlines.Of(Status, [.. Parcels.Parts.Select(part => part.Status)]);

    public bool CanBePaid => Status == OrderStatus.AwaitingPayment;

    public string KeyQuery => string.IsNullOrEmpty(Key) ? "" : "?key=" + Uri.EscapeDataString(Key);
}

/// <summary>Money that goes back, and the day it was sent if it was.</summary>
public sealed record RefundModel(Money Amount, DateOnly? SentOn)
{
    /// <summary>A person still has to ask for the account and to transfer it.</summary>
    public bool IsByHand { get; init; }
}

/// <summary>What the buyer told, and what the market answered to it.</summary>
public sealed record ToldProblem(DateTimeOffset At, string Text, string? Part, bool IsClosed, string Answer);

internal sealed class ShowOrderHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowOrder, OrderModel?>
{
    private const int MostProblems = 20;

    public async Task<OrderModel?> Handle(ShowOrder query, CancellationToken ct)
    {
        if (await db.Opened(query.Access, ct) is not { } id)
        {
            return null;
        }

        var (order, partPayment) = await db.OrderAndPartPayment(id, ct);
        var parcels = await db.ParcelsOf(order, clock.GetUtcNow().VietnamDay(), ct);
        var refunds = await db.Refunds.AsNoTracking().Where(refund => refund.OrderId == id).OrderBy(refund => refund.CreatedAt)
            .Select(refund => new { refund.Amount, refund.Status, refund.CompletedAt }).ToListAsync(ct);
        var beside = await db.Orders.AsNoTracking().Where(one => one.Id == id).Select(one => new
        {
            Commune = db.AdminUnits.Where(commune => commune.Id == one.Address.UnitId).Select(commune => commune.NameVi).FirstOrDefault(),
            Province = db.AdminUnits.Where(commune => commune.Id == one.Address.UnitId).Select(commune => commune.Parent!.NameVi).FirstOrDefault(),
            Problems = db.OrderProblems.Where(problem => problem.OrderId == one.Id && !problem.IsByFollower)
                .OrderByDescending(problem => problem.At)
                .Select(problem => new ToldProblem(
                    problem.At, problem.Text, db.ProducerOrders.Where(part => part.Id == problem.PartId).Select(part => part.Number).FirstOrDefault(),
                    problem.ClosedAt != null, problem.Answer))
                .ToList(),
        }).SingleAsync(ct);

        return new OrderModel(
            order.Number, query.Access.Key, order.Status, order.Method, order.PlacedAt, order.PayBy, order.Charged, order.GoodsDong, order.ShippingDong,
            order.Address, beside.Commune, beside.Province, order.BuyerId is null, order.CanBeCancelled, order.IsPaid, parcels,
            [.. refunds.Select(refund => new RefundModel(
                refund.Amount, refund.Status is RefundStatus.Sent or RefundStatus.Succeeded ? refund.CompletedAt?.VietnamDay() : null)
            {
                IsByHand = refund.Status == RefundStatus.AwaitingPerson,
            })])
        {
            Problems = [.. beside.Problems.Take(MostProblems)],
            ToPayOnDelivery = order.Parts.Where(part => order.Method == PaymentMethod.CashOnDelivery && part.Status.IsUnderway)
                .ToDictionary(part => part.Id.Value, part => new Money(part.ChargedMinor, order.Charged.Currency)),
            PartPayment = partPayment,
            Reviews = order.Parts.Any(part => part.Status == ProducerOrderStatus.Delivered) ? await ReviewsOf(id, ct) : [],
        };
    }

    private Task<Dictionary<Guid, ReviewState>> ReviewsOf(OrderId id, CancellationToken ct) => (
        from part in db.ProducerOrders
        where part.OrderId == id
        join line in db.OrderLines on part.Id equals line.ProducerOrderId
        join review in db.Reviews on line.Id equals review.LineId
        select new { line.Id, review.State }).ToDictionaryAsync(row => row.Id.Value, row => row.State, ct);
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Thanks;

/// <summary>What a buyer needs to know right after ordering; everything else stands on the order's own page.</summary>
public sealed record ShowThanks(OrderAccess Access) : IQuery<ThanksModel?>;

/// <param name="IsWrittenTo">Messages reach the buyer. Who cannot be written to has only the number.</param>
/// <param name="ArriveBy">The last of the parcels underway; none when nothing is underway any more.</param>
public sealed record ThanksModel(
    string Number, string? Key, OrderStatus Status, PaymentMethod Method, Money Charged, bool IsGuest, bool IsToBeSent, bool IsWrittenTo, DateOnly? ArriveBy)
{
    public string KeyQuery => string.IsNullOrEmpty(Key) ? "" : "?key=" + Uri.EscapeDataString(Key);
}

internal sealed class ShowThanksHandler(MarketplaceDb db, IMessageSender sender) : IRequestHandler<ShowThanks, ThanksModel?>
{
    private sealed record Parcel(ProducerOrderStatus Status, DateOnly ArriveBy);

    private sealed record Row(string AccessKey, UserId? BuyerId, OrderStatus Status, PaymentMethod Method, Money Charged, string Email, string Phone, List<Parcel> Parcels);

    private static readonly Func<MarketplaceDb, string, Task<Row?>> ByNumber = EF.CompileAsyncQuery((MarketplaceDb db, string number) =>
        db.Orders.AsNoTracking().Where(order => order.Number == number).Select(order => new Row(
            order.AccessKey, order.BuyerId, order.Status, order.Method, order.Charged, order.Address.Email, order.Address.Phone,
            order.Parts.Select(part => new Parcel(part.Status, part.ArriveBy)).ToList())).SingleOrDefault());

    public async Task<ThanksModel?> Handle(ShowThanks query, CancellationToken ct)
    {
        if (!OrderCode.IsValid(query.Access.Number) || await ByNumber(db, query.Access.Number) is not { } order || !query.Access.Opens(order.AccessKey, order.BuyerId))
        {
            return null;
        }

        return new ThanksModel(
            query.Access.Number, query.Access.Key, order.Status, order.Method, order.Charged, order.BuyerId is null,
            order.Parcels.Exists(parcel => parcel.Status.IsToBeSent),
            sender.CanReach(order.Email.Length > 0 ? order.Email : order.Phone),
            order.Parcels.Where(parcel => parcel.Status.IsUnderway).Max(parcel => (DateOnly?)parcel.ArriveBy));
    }
}

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
    string Number, string? Key, Headline Headline, PaymentMethod Method, Money Charged, bool IsGuest, bool IsToBeSent, bool IsWrittenTo, DateOnly? ArriveBy)
{
    /// <summary>What each courier collects, when there are several; one collects the total.</summary>
    public required IReadOnlyList<ParcelToPay> ToPayOnDelivery { get; init; }

    public string KeyQuery => string.IsNullOrEmpty(Key) ? "" : "?key=" + Uri.EscapeDataString(Key);
}

public sealed record ParcelToPay(string ProducerVi, string ProducerEn, Money Amount);

internal sealed class ShowThanksHandler(MarketplaceDb db, IMessageSender sender) : IRequestHandler<ShowThanks, ThanksModel?>
{
    private sealed record Parcel(string Number, ProducerOrderStatus Status, DateOnly ArriveBy, long ChargedMinor, string ProducerVi, string ProducerEn);

    private sealed record Row(string AccessKey, UserId? BuyerId, OrderStatus Status, PaymentMethod Method, Money Charged, string Email, string Phone, List<Parcel> Parcels);

    private static readonly Func<MarketplaceDb, string, Task<Row?>> ByNumber = EF.CompileAsyncQuery((MarketplaceDb db, string number) =>
        db.Orders.AsNoTracking().Where(order => order.Number == number).Select(order => new Row(
            order.AccessKey, order.BuyerId, order.Status, order.Method, order.Charged, order.Address.Email, order.Address.Phone,
            order.Parts.Select(part => new Parcel(
                part.Number, part.Status, part.ArriveBy, part.ChargedMinor,
                db.Producers.Where(producer => producer.Id == part.ProducerId).Select(producer => producer.NameVi).First(),
                db.Producers.Where(producer => producer.Id == part.ProducerId).Select(producer => producer.NameEn).First())).ToList())).SingleOrDefault());

    public async Task<ThanksModel?> Handle(ShowThanks query, CancellationToken ct)
    {
        if (!OrderCode.IsValid(query.Access.Number) || await ByNumber(db, query.Access.Number) is not { } order || !query.Access.Opens(order.AccessKey, order.BuyerId))
        {
            return null;
        }

        return new ThanksModel(
            query.Access.Number, query.Access.Key, Headlines.Of(order.Status, [.. order.Parcels.Select(parcel => parcel.Status)]), order.Method, order.Charged, order.BuyerId is null,
            order.Parcels.Exists(parcel => parcel.Status.IsToBeSent),
            sender.CanReach(order.Email.Length > 0 ? order.Email : order.Phone),
            order.Parcels.Where(parcel => parcel.Status.IsUnderway).Max(parcel => (DateOnly?)parcel.ArriveBy))
        {
            ToPayOnDelivery = order.Method == PaymentMethod.CashOnDelivery && order.Parcels.Count > 1
                ? [.. order.Parcels.Where(parcel => parcel.Status.IsUnderway).OrderBy(parcel => parcel.Number, StringComparer.Ordinal)
                    .Select(parcel => new ParcelToPay(parcel.ProducerVi, parcel.ProducerEn, new Money(parcel.ChargedMinor, order.Charged.Currency)))]
                : [],
        };
    }
}

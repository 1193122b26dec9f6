using Marketplace.Domain.Carts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Quoting;
using Marketplace.Infrastructure.Rules;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout;

/// <summary>What the second and third page show: the address, today's quote, the ways to pay.</summary>
public sealed record CheckoutPage(
    Guid CheckoutId, Address Address, string? Province, string? Commune, Quote Quote, IReadOnlyList<PaymentChoice> Choices, PaymentMethod? Method, int Version,
    bool HasAddress)
{
    public PaymentChoice? Chosen => Choices.FirstOrDefault(choice => choice.Method == Method);

    /// <summary>Several couriers come, and each collects the money of the parcel they bring.</summary>
    public bool IsPaidByParcel => Method == PaymentMethod.CashOnDelivery && Quote.Parcels.Count > 1;
}

internal sealed class CheckoutPages(MarketplaceDb db, Quotes quotes, PaymentChoices choices, RuleBook ruleBook, ShippingBook shippingBook, TimeProvider clock)
{
    private sealed record Opened(Domain.Orders.Checkout Checkout, string? Commune);

    private static readonly Func<MarketplaceDb, CheckoutId, CartId, Task<Opened?>> ToShow = EF.CompileAsyncQuery((MarketplaceDb db, CheckoutId id, CartId cart) =>
        db.Checkouts.AsNoTracking().Where(checkout => checkout.Id == id && checkout.CartId == cart)
            .Select(checkout => new Opened(checkout, db.AdminUnits.Where(unit => unit.Id == checkout.Address.UnitId).Select(unit => unit.NameVi).FirstOrDefault()))
            .SingleOrDefault());

    public async Task<CheckoutPage?> Open(CheckoutId id, CartId cart, CancellationToken ct)
    {
        if (await ToShow(db, id, cart) is not { Checkout: var checkout } opened)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var quote = await quotes.For(cart, ShipTo.Of(checkout.Address), now, ct);
        return new CheckoutPage(
            id.Value, checkout.Address, (await shippingBook.Open(ct)).Province(checkout.Address.ProvinceId)?.Name, opened.Commune, quote,
            choices.For(quote, checkout.Address, await ruleBook.On(now.VietnamDay(), ct)), checkout.Method, checkout.Version, checkout.HasAddress);
    }
}

using Marketplace.Domain.Carts;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout;

/// <summary>A checkout by its address and the cart of the visitor's cookie; anybody else's looks as if it were not there.</summary>
internal static class CheckoutQueries
{
    public static readonly Func<MarketplaceDb, CheckoutId, CartId, Task<Domain.Orders.Checkout?>> ToRead = EF.CompileAsyncQuery(
        (MarketplaceDb db, CheckoutId id, CartId cart) => db.Checkouts.AsNoTracking().SingleOrDefault(checkout => checkout.Id == id && checkout.CartId == cart));

    public static readonly Func<MarketplaceDb, CheckoutId, CartId, Task<Domain.Orders.Checkout?>> ToChange = EF.CompileAsyncQuery(
        (MarketplaceDb db, CheckoutId id, CartId cart) => db.Checkouts.SingleOrDefault(checkout => checkout.Id == id && checkout.CartId == cart));
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Quoting;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout.Start;

/// <summary>Begins the walk from a cart to an order, or takes up the one begun before, so that nothing typed is lost.</summary>
public sealed record StartCheckout(CartId CartId, UserId? UserId, CheckoutId? Earlier = null, ShipTo? To = null) : ICommand<Result<CheckoutId>>;

internal sealed class StartCheckoutHandler(MarketplaceDb db, ShippingBook shippingBook, TimeProvider clock) : IRequestHandler<StartCheckout, Result<CheckoutId>>
{
    private static readonly Func<MarketplaceDb, CartId, Task<bool>> HasLines = EF.CompileAsyncQuery((MarketplaceDb db, CartId id) =>
        db.Carts.Any(cart => cart.Id == id && cart.Lines.Any()));

    public async Task<Result<CheckoutId>> Handle(StartCheckout command, CancellationToken ct)
    {
        if (!await HasLines(db, command.CartId))
        {
            return CartRefusals.Empty;
        }

        if (command.Earlier is { } earlier
            && await db.Checkouts.AnyAsync(checkout => checkout.Id == earlier && checkout.CartId == command.CartId
                && !db.Orders.Any(order => order.CheckoutId == checkout.Id), ct))
        {
            return earlier;
        }

        var now = clock.GetUtcNow();
        var to = command.To ?? ShipTo.AnywhereAtHome;
        var book = await shippingBook.Open(ct);
        var checkout = new Domain.Orders.Checkout
        {
            Id = new CheckoutId(Guid.CreateVersion7(now)),
            CartId = command.CartId,
            UserId = command.UserId,
            StartedAt = now,
            Address = new Address { CountryCode = to.CountryCode, ProvinceId = book.Province(to.ProvinceId)?.Id },
        };
        db.Checkouts.Add(checkout);
        return checkout.Id;
    }
}

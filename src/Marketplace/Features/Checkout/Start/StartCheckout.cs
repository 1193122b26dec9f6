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

/// <summary>
/// Begins the walk from a cart to an order, or takes up the one begun before, so that nothing typed is lost. Who is signed in finds the address of their last
/// order filled in, and of the account what that has.
/// </summary>
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
        var checkout = new Domain.Orders.Checkout
        {
            Id = new CheckoutId(Guid.CreateVersion7(now)),
            CartId = command.CartId,
            UserId = command.UserId,
            StartedAt = now,
            Address = await Known(command.UserId, command.To, ct),
        };
        db.Checkouts.Add(checkout);
        return checkout.Id;
    }

    /// <summary>The place chosen in the cart counts: of an address elsewhere only the person is taken.</summary>
    private async Task<Address> Known(UserId? buyer, ShipTo? to, CancellationToken ct)
    {
        var book = await shippingBook.Open(ct);
        var chosen = new Address { CountryCode = (to ?? ShipTo.AnywhereAtHome).CountryCode, ProvinceId = book.Province(to?.ProvinceId)?.Id };
        if (buyer is not { } user)
        {
            return chosen;
        }

        var last = await db.Orders.AsNoTracking().Where(order => order.BuyerId == user && order.Address.FullName != "")
            .OrderByDescending(order => order.PlacedAt).Select(order => order.Address).FirstOrDefaultAsync(ct);
        if (last is null)
        {
            var account = await db.Users.Where(row => row.Id == user.Value).Select(row => new { row.DisplayName, row.Email, row.PhoneNumber }).SingleAsync(ct);
            return chosen with { FullName = account.DisplayName, Email = account.Email ?? "", Phone = account.PhoneNumber ?? "" };
        }

        return to is null || (to.CountryCode == last.CountryCode && (to.ProvinceId is null || to.ProvinceId == last.ProvinceId))
            ? last with { }
            : chosen with { FullName = last.FullName, Phone = last.Phone, Email = last.Email };
    }
}

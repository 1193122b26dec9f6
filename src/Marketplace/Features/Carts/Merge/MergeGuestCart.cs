using Marketplace.Domain.Carts;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Carts.Merge;

/// <summary>What a guest collected is added to what they had collected when last signed in; nothing in either is lost.</summary>
internal sealed class MergeGuestCart(MarketplaceDb db, IHttpContextAccessor requests, CartCookie cookie, TimeProvider clock) : INotificationHandler<UserSignedIn>
{
    public async Task Handle(UserSignedIn notification, CancellationToken cancellationToken)
    {
        if (requests.HttpContext is not { } context)
        {
            return;
        }

        var user = notification.User;
        var guestId = cookie.Read(context);
        var guest = guestId is { } id ? await db.Carts.Include(cart => cart.Lines).SingleOrDefaultAsync(cart => cart.Id == id, cancellationToken) : null;
        var earlier = await db.Carts.Include(cart => cart.Lines).Where(cart => cart.UserId == user)
            .OrderByDescending(cart => cart.ChangedAt).ToListAsync(cancellationToken);
        if (guest?.UserId is { } other && other != user)
        {
            // A shared phone: the cart in its cookie is somebody else's.
            guest = null;
            cookie.Abandon(context);
        }

        if (guest is null && earlier is [])
        {
            return;
        }

        // A new name: whoever put the old one into this browser, or read it there, must not find the address that is typed next.
        var now = clock.GetUtcNow();
        var mine = new Cart { Id = CartId.New(), UserId = user, ChangedAt = now };
        db.Carts.Add(mine);
        foreach (var old in earlier.Prepend(guest).OfType<Cart>().DistinctBy(cart => cart.Id))
        {
            mine.Merge(old, now);
            db.Carts.Remove(old);
        }

        // A checkout under way goes on.
        if (guest is not null && cookie.ReadCheckout(context) is { } begun
            && await db.Checkouts.SingleOrDefaultAsync(checkout => checkout.Id == begun && checkout.CartId == guest.Id, cancellationToken) is { } checkout)
        {
            (checkout.CartId, checkout.UserId) = (mine.Id, user);
        }

        cookie.Write(context, mine.Id, CartState.Of(mine).Count);
    }
}

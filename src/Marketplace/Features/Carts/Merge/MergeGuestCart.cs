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

        // The guest's cart lives on, because a checkout may be under way from it.
        if ((guest ?? earlier.FirstOrDefault()) is not { } mine)
        {
            return;
        }

        mine.UserId = user;
        foreach (var old in earlier.Where(cart => cart.Id != mine.Id))
        {
            mine.Merge(old, clock.GetUtcNow());
            db.Carts.Remove(old);
        }

        cookie.Write(context, mine.Id, CartState.Of(mine).Count);
    }
}

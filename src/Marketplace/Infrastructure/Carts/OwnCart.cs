using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Carts;

/// <summary>
/// Before a page of the cart: someone signed in whose browser names no cart, or one that another of their devices took over, gets the cart of their account.
/// </summary>
internal sealed class OwnCart(MarketplaceDb db, CartCookie cookie) : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext;
        if (request.User.TryUserId() is { } user
            && !(cookie.Read(request) is { } named && await db.Carts.AnyAsync(cart => cart.Id == named, request.RequestAborted))
            && await db.Carts.Where(cart => cart.UserId == user).OrderByDescending(cart => cart.ChangedAt)
                .Select(cart => new { cart.Id, Count = cart.Lines.Sum(line => line.Quantity) }).FirstOrDefaultAsync(request.RequestAborted) is { } own)
        {
            cookie.Write(request, own.Id, own.Count);
        }

        await next();
    }
}

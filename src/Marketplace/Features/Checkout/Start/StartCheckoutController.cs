using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Checkout.Start;

[AllowAnonymous]
[TypeFilter<OwnCart>]
[Route("checkout")]
public sealed class StartCheckoutController(ISender sender, CartCookie cookie) : Controller
{
    [HttpPost]
    [EnableRateLimiting(RateLimits.Checkout)]
    public async Task<IActionResult> Create(CancellationToken ct)
    {
        if (cookie.Read(HttpContext) is not { } cart)
        {
            return LocalRedirect(Url.Content("~/cart"));
        }

        var started = await sender.Send(
            new StartCheckout(cart, User.TryUserId(), cookie.ReadCheckout(HttpContext), CartCookie.ReadShipTo(HttpContext)), ct);
        if (!started.Succeeded)
        {
            return LocalRedirect(Url.Content("~/cart"));
        }

        cookie.WriteCheckout(HttpContext, started.Value);
        return LocalRedirect(Url.Content($"~/checkout/{started.Value.Value}/address"));
    }
}

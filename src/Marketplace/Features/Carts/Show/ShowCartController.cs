using Marketplace.Infrastructure.Carts;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Carts.Show;

[AllowAnonymous]
[TypeFilter<OwnCart>]
[Route("cart")]
public sealed class ShowCartController(ISender sender, CartCookie cookie) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? to, CancellationToken ct)
    {
        var place = CartCookie.ParseShipTo(to);
        if (place is not null)
        {
            CartCookie.WriteShipTo(HttpContext, place);
        }

        return View(await sender.Send(new ShowCart(cookie.Read(HttpContext), place ?? CartCookie.ReadShipTo(HttpContext)), ct));
    }
}

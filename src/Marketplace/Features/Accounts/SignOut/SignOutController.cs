using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Accounts.SignOut;

[Authorize(Policy = Policies.SignedIn)]
public sealed class SignOutController(ISender sender, SessionCookie session, CartCookie cart) : Controller
{
    [HttpPost("account/sign-out")]
    public async Task<IActionResult> Here()
    {
        await End();
        return Redirect(Url.Content("~/"));
    }

    [HttpPost("account/sign-out-everywhere")]
    public async Task<IActionResult> Everywhere(CancellationToken ct)
    {
        await sender.Send(new EndSessions(User.UserId()), ct);
        await End();
        return Redirect(Url.Content("~/account/sign-in"));
    }

    /// <summary>The cart stays with the account and comes back with it; the next person at this browser does not find it.</summary>
    private async Task End()
    {
        cart.Abandon(HttpContext);
        await session.End();
    }
}

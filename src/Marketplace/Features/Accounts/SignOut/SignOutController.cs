using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Accounts.SignOut;

[Authorize(Policy = Policies.SignedIn)]
public sealed class SignOutController(ISender sender, SessionCookie session) : Controller
{
    [HttpPost("account/sign-out")]
    public async Task<IActionResult> Here()
    {
        await session.End();
        return Redirect(Url.Content("~/"));
    }

    [HttpPost("account/sign-out-everywhere")]
    public async Task<IActionResult> Everywhere(CancellationToken ct)
    {
        await sender.Send(new EndSessions(User.UserId()), ct);
        await session.End();
        return Redirect(Url.Content("~/account/sign-in"));
    }
}

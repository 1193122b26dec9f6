using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.Close;

public sealed record CloseAccountForm(string? Password);

[Route("account/closing")]
public sealed class CloseAccountController(ISender sender, SessionCookie session, CartCookie cart) : Controller
{
    [HttpGet]
    [Authorize(Policy = Policies.SignedIn)]
    public IActionResult New() => View("CloseAccount", new CloseAccountForm(null));

    [HttpPost]
    [Authorize(Policy = Policies.SignedIn)]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(CloseAccountForm form, CancellationToken ct)
    {
        if (!await session.IsCurrent(User))
        {
            // The second tap of who has just closed it, or a session that was ended elsewhere.
            await session.End();
            return Redirect(Url.Content(await sender.Send(new IsAccountClosed(User.UserId()), ct) ? "~/account/closed" : "~/account/sign-in"));
        }

        var result = await sender.Send(new CloseAccount(User.UserId(), form.Password), ct);
        if (!result.Succeeded)
        {
            return this.Refused(result.Refusals, "CloseAccount", form);
        }

        cart.Abandon(HttpContext);
        await session.End();
        return Redirect(Url.Content("~/account/closed"));
    }

    [HttpGet("/account/closed")]
    [AllowAnonymous]
    public IActionResult Show() => View("AccountClosed");
}

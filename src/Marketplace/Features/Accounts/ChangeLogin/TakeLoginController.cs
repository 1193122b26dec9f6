using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.ChangeLogin;

public sealed record TakeLoginForm(string? Token);

/// <summary>Behind the link in the message. Opening it changes nothing, because mail programs open links too; its one button does.</summary>
[Route("account/login")]
[AllowAnonymous]
public sealed class TakeLoginController(ISender sender, SessionCookie session) : Controller
{
    [HttpGet("confirmation")]
    public IActionResult New(string? token) => View("TakeLogin", new TakeLoginForm(token));

    [HttpPost("confirmation")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(TakeLoginForm form, CancellationToken ct)
    {
        var result = await sender.Send(new TakeLogin(form.Token ?? ""), ct);
        if (!result.Succeeded)
        {
            return this.Refused(result.Refusals, "TakeLogin", form);
        }

        if (User.TryUserId() == result.Value!.User)
        {
            await session.Renew(result.Value.User);
        }

        return Redirect(Url.Content("~/account/login/changed"));
    }

    [HttpGet("changed")]
    public IActionResult Show() => View("LoginTaken");
}

using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.ChangeLogin;

public sealed record TakeLoginForm(string? Token);

/// <param name="Token">Of the link.</param>
/// <param name="Login">What it is for; nothing when the link is of no use any more.</param>
public sealed record TakeLoginModel(string? Token, string? Login)
{
    public static TakeLoginModel OfNoUse { get; } = new(null, null);
}

/// <summary>Behind the link in the message. Opening it changes nothing, because mail programs open links too; its one button does.</summary>
[Route("account/login")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class TakeLoginController(ISender sender, SessionCookie session) : Controller
{
    [HttpGet("confirmation")]
    public async Task<IActionResult> New(string? token, CancellationToken ct) => await sender.Send(new ShowWantedLogin(User.UserId(), token ?? ""), ct) is { } login
        ? View("TakeLogin", new TakeLoginModel(token, login))
        : this.Refused([LoginRefusals.LinkOfNoUse], "TakeLogin", TakeLoginModel.OfNoUse);

    [HttpPost("confirmation")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(TakeLoginForm form, CancellationToken ct)
    {
        var result = await sender.Send(new TakeLogin(User.UserId(), form.Token ?? ""), ct);
        if (!result.Succeeded)
        {
            return this.Refused(result.Refusals, "TakeLogin", TakeLoginModel.OfNoUse);
        }

        if (result.Value!.IsNew)
        {
            await session.Renew(User.UserId());
        }

        return Redirect(Url.Content("~/account/login/changed"));
    }

    [HttpGet("changed")]
    public IActionResult Show() => View("LoginTaken");
}

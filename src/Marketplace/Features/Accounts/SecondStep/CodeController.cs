using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.SecondStep;

public sealed record CodeForm(string? Code, string? ReturnUrl);

[Route("account/sign-in/code")]
[AllowAnonymous]
public sealed class CodeController(ISender sender, SessionCookie session) : Controller
{
    [HttpGet]
    public async Task<IActionResult> New(string? returnUrl) =>
        User.Identity is { IsAuthenticated: true } ? Redirect(this.Onward(returnUrl))
        : await session.Asked() is null ? Redirect(Url.Content("~/account/sign-in").GoingTo(this.OwnPage(returnUrl)))
        : View("Code", new CodeForm(null, returnUrl));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(CodeForm form, CancellationToken ct)
    {
        if (await session.Asked() is not { } asked)
        {
            return this.Refused([CodeRefusals.Late], "Late", form);
        }

        var result = await sender.Send(new EnterCode(asked.User, asked.Stamp, form.Code ?? ""), ct);
        if (!result.Succeeded)
        {
            return this.Refused(result.Refusals, "Code", form);
        }

        if (result.Value!.Refusal is { } refusal)
        {
            return this.Refused([refusal], refusal == CodeRefusals.Late ? "Late" : "Code", form);
        }

        await session.Begin(asked.User, asked.Remember);
        return Redirect(this.Onward(form.ReturnUrl));
    }
}

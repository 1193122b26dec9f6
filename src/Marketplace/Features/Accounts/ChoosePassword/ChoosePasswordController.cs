using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.ChoosePassword;

public sealed record ChoosePasswordForm(string? Id, string? Token, string? Password, string? ReturnUrl = null);

[Route("account/password/new")]
[AllowAnonymous]
public sealed class ChoosePasswordController(ISender sender, SessionCookie session) : Controller
{
    [HttpGet]
    public IActionResult New(string? id, string? token, string? returnUrl) => View("ChoosePassword", new ChoosePasswordForm(id, token, null, returnUrl));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(ChoosePasswordForm form, CancellationToken ct)
    {
        _ = Guid.TryParse(form.Id, out var id);
        var result = await sender.Send(new ChoosePassword(id, form.Token ?? "", form.Password ?? ""), ct);
        if (!result.Succeeded)
        {
            return this.Refused(result.Refusals, "ChoosePassword", form);
        }

        var chosen = result.Value!;
        if (chosen.AsksCode)
        {
            await session.AskCode(chosen.User, remember: false);
            return Redirect(Url.Content("~/account/sign-in/code").GoingTo(this.OwnPage(form.ReturnUrl)));
        }

        await session.Begin(chosen.User, remember: false);
        return Redirect(this.Onward(form.ReturnUrl));
    }
}

using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.ChangePassword;

public sealed record ChangePasswordForm(string? Current, string? Password);

[Route("account/password")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class ChangePasswordController(ISender sender, SessionCookie session) : Controller
{
    [HttpGet]
    public IActionResult Edit() => View("ChangePassword", new ChangePasswordForm(null, null));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Update(ChangePasswordForm form, CancellationToken ct)
    {
        var result = await sender.Send(new ChangePassword(User.UserId(), form.Current ?? "", form.Password ?? ""), ct);
        if (!result.Succeeded)
        {
            return this.Refused(result.Refusals, "ChangePassword", form);
        }

        await session.Renew(User.UserId());
        return Redirect(Url.Content("~/account"));
    }
}

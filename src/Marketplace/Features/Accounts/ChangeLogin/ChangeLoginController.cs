using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.ChangeLogin;

public sealed record ChangeLoginForm(string? Login, string? Password);

[Route("account/login")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class ChangeLoginController(ISender sender) : Controller
{
    [HttpGet]
    public IActionResult Edit() => View("ChangeLogin", new ChangeLoginForm(null, null));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Update(ChangeLoginForm form, CancellationToken ct)
    {
        var result = await sender.Send(new AskForLogin(User.UserId(), form.Login ?? "", form.Password), ct);
        return result.Succeeded ? Redirect(Url.Content("~/account/login/sent")) : this.Refused(result.Refusals, "ChangeLogin", form);
    }

    [HttpGet("sent")]
    public IActionResult Show() => View("LoginSent");
}

using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.SignUp;

public sealed record SignUpForm(string? Name, string? Login);

[Route("account/sign-up")]
[AllowAnonymous]
public sealed class SignUpController(ISender sender) : Controller
{
    [HttpGet]
    public IActionResult New() => View("SignUp", new SignUpForm(null, null));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(SignUpForm form, CancellationToken ct)
    {
        var result = await sender.Send(new SignUp(form.Name ?? "", form.Login ?? "", Languages.Current), ct);

        return result.Succeeded ? Redirect(Url.Content("~/account/message-sent")) : this.Refused(result.Refusals, "SignUp", form);
    }

    [HttpGet("/account/message-sent")]
    public IActionResult Show() => View("MessageSent");
}

using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.SignUp;

public sealed record SignUpForm(string? Name, string? Login, string? ReturnUrl = null);

/// <param name="ReturnUrl">Where somebody who has an account may go on to by signing in.</param>
public sealed record MessageSentModel(string? ReturnUrl);

[Route("account/sign-up")]
[AllowAnonymous]
public sealed class SignUpController(ISender sender) : Controller
{
    [HttpGet]
    public IActionResult New(string? returnUrl) => View("SignUp", new SignUpForm(null, null, returnUrl));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(SignUpForm form, CancellationToken ct)
    {
        var result = await sender.Send(new SignUp(form.Name ?? "", form.Login ?? "", Languages.Current, this.OwnPage(form.ReturnUrl)), ct);

        return result.Succeeded ? Redirect(Url.Content("~/account/message-sent").GoingTo(this.OwnPage(form.ReturnUrl))) : this.Refused(result.Refusals, "SignUp", form);
    }

    [HttpGet("/account/message-sent")]
    public IActionResult Show(string? returnUrl) => View("MessageSent", new MessageSentModel(this.OwnPage(returnUrl)));
}

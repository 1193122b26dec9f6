using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.SignIn;

public sealed record SignInForm(string? Login, string? Password, bool Remember, string? ReturnUrl)
{
    /// <summary>Who comes to sell is not told that buying needs no account.</summary>
    public bool IsToSell => ReturnUrl?.Contains("/sell", StringComparison.Ordinal) is true;
}

[Route("account/sign-in")]
[AllowAnonymous]
public sealed class SignInController(ISender sender, SessionCookie session) : Controller
{
    private static readonly Refusal NotRecognised = new("accounts.not-recognised", nameof(SignInForm.Login));

    [HttpGet]
    public IActionResult New(string? returnUrl) =>
        User.Identity is { IsAuthenticated: true } ? Redirect(this.Onward(returnUrl)) : View("SignIn", new SignInForm(null, null, Remember: false, returnUrl));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(SignInForm form, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(form.Login) || string.IsNullOrEmpty(form.Password) || form.Password.Length > PasswordRules.Longest)
        {
            return this.Refused([NotRecognised], "SignIn", form);
        }

        var result = await sender.Send(new SignIn(form.Login, form.Password, RateLimits.Network(HttpContext), await session.KnownAs()), ct);
        if (result.Value is not { User: { } user } answer)
        {
            return this.Refused([NotRecognised], "SignIn", form);
        }

        if (answer.AsksCode)
        {
            await session.AskCode(user, form.Remember);
            return Redirect(Url.Content("~/account/sign-in/code").GoingTo(this.OwnPage(form.ReturnUrl)));
        }

        await session.Begin(user, form.Remember);
        return Redirect(this.Onward(form.ReturnUrl));
    }
}

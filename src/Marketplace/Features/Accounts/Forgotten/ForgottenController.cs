using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.Forgotten;

public sealed record ForgottenForm(string? Login, string? ReturnUrl = null);

[Route("account/forgotten")]
[AllowAnonymous]
public sealed class ForgottenController(ISender sender) : Controller
{
    [HttpGet]
    public IActionResult New(string? returnUrl) => View("Forgotten", new ForgottenForm(null, returnUrl));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(ForgottenForm form, CancellationToken ct)
    {
        var result = await sender.Send(new AskForLink(form.Login ?? "", this.OwnPage(form.ReturnUrl)), ct);

        return result.Succeeded ? Redirect(Url.Content("~/account/message-sent").GoingTo(this.OwnPage(form.ReturnUrl))) : this.Refused(result.Refusals, "Forgotten", form);
    }
}

using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.Forgotten;

public sealed record ForgottenForm(string? Login);

[Route("account/forgotten")]
[AllowAnonymous]
public sealed class ForgottenController(ISender sender) : Controller
{
    [HttpGet]
    public IActionResult New() => View("Forgotten", new ForgottenForm((string?)null));

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(ForgottenForm form, CancellationToken ct)
    {
        var result = await sender.Send(new AskForLink(form.Login ?? ""), ct);

        return result.Succeeded ? Redirect(Url.Content("~/account/message-sent")) : this.Refused(result.Refusals, "Forgotten", form);
    }
}

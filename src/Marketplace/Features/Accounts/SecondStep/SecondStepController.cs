using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Accounts.SecondStep;

[Route("account/second-step")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class SecondStepController(ISender sender, SessionCookie session) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) => View("SecondStep", await sender.Send(new ShowSecondStep(User.UserId()), ct));

    /// <summary>The answer itself shows the recovery codes: nothing that they could be read from later is kept of them.</summary>
    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] TurnOnForm form, CancellationToken ct)
    {
        var result = await sender.Send(new TurnOn(User.UserId(), form.Key ?? "", form.Code ?? "", form.Password), ct);
        if (!result.Succeeded)
        {
            return await Refuse(result.Refusals, "Form.", form, ct);
        }

        await session.Renew(User.UserId());
        return View("RecoveryCodes", result.Value);
    }

    [HttpPost("recovery-codes")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Renew([Bind(Prefix = "Codes")] PasswordForm form, CancellationToken ct)
    {
        var result = await sender.Send(new RenewRecoveryCodes(User.UserId(), form.Password), ct);
        return result.Succeeded ? View("RecoveryCodes", result.Value) : await Refuse(result.Refusals, "Codes.", form: null, ct);
    }

    [HttpPost("removal")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Destroy([Bind(Prefix = "Off")] PasswordForm form, CancellationToken ct)
    {
        var result = await sender.Send(new TurnOff(User.UserId(), form.Password), ct);
        if (!result.Succeeded)
        {
            return await Refuse(result.Refusals, "Off.", form: null, ct);
        }

        await session.Renew(User.UserId());
        return Redirect(Url.Content("~/account"));
    }

    private async Task<IActionResult> Refuse(IReadOnlyList<Refusal> refusals, string prefix, TurnOnForm? form, CancellationToken ct)
    {
        var model = await sender.Send(new ShowSecondStep(User.UserId(), form?.Key), ct);
        return this.Refused([.. refusals.Select(refusal => refusal.Field is "" ? refusal : refusal.At(prefix + refusal.Field))], "SecondStep", form is null ? model : model with { Form = form });
    }
}

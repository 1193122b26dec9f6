using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Accounts.Show;

[Route("account")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class AccountController(ISender sender, SessionCookie session) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) => View("Account", await sender.Send(new ShowAccount(User.UserId()), ct));

    [HttpPost]
    public async Task<IActionResult> Update([Bind(Prefix = "Form")] AccountForm form, CancellationToken ct)
    {
        if (!await session.IsCurrent(User))
        {
            await session.End();
            return Redirect(Url.Content("~/account/sign-in").GoingTo(Url.Content("~/account")));
        }

        var result = await sender.Send(new ChangeAccount(User.UserId(), form.Name ?? "", form.Language ?? ""), ct);
        if (!result.Succeeded)
        {
            var model = await sender.Send(new ShowAccount(User.UserId()), ct);
            return this.Refused([.. result.Refusals.Select(refusal => refusal.At("Form." + refusal.Field))], "Account", model with { Form = form });
        }

        await session.Renew(User.UserId());
        return Redirect(Url.Content("~/account"));
    }
}

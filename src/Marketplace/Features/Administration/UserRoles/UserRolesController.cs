using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Administration.UserRoles;

[Route("administration/users/{id:guid}")]
[Authorize(Policy = Policies.Administrator)]
public sealed class UserRolesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Edit(Guid id, int? province, CancellationToken ct) =>
        await sender.Send(new ShowUser(id, province, Reader: User.UserId()), ct) is { } model ? View("UserRoles", model) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] RolesForm form, CancellationToken ct)
    {
        var unit = form.Scope == RoleScopes.Commune ? form.Commune : form.Province;
        var result = await sender.Send(new SetRoles(User.UserId(), id, form.Roles ?? [], form.Scope ?? "", unit ?? "") { Shown = form.Shown?.Split(',', StringSplitOptions.RemoveEmptyEntries) }, ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/administration/users/{id:N}"));
        }

        return await sender.Send(new ShowUser(id, null, form.Commune, User.UserId()), ct) is { } model
            ? this.Refused([.. result.Refusals.Select(refusal => refusal.At("Form." + refusal.Field))], "UserRoles", model with { Form = result.Refusals.Any(refusal => refusal.Code == "administration.roles-changed") ? form with { Shown = model.Form.Shown } : form })
            : NotFound();
    }

    [HttpPost("second-step/removal")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> EndSecondStep(Guid id, string? password, CancellationToken ct)
    {
        if (await sender.Send(new ShowUser(id, null, Reader: User.UserId()), ct) is not { } model)
        {
            return NotFound();
        }

        var result = await sender.Send(new EndSecondStep(User.UserId(), id, password), ct);
        return result.Succeeded ? Redirect(Url.Content($"~/administration/users/{id:N}")) : this.Refused(result.Refusals, "UserRoles", model);
    }
}

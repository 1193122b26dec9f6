using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Studio.Join;

[Route("invitations/{id:guid}")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class JoinController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowInvitation(new InvitationId(id), User.UserId()), ct) is { } page ? View("Show", page) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, JoinForm form, CancellationToken ct)
    {
        if (await sender.Send(new ShowInvitation(new InvitationId(id), User.UserId()), ct) is not { } page)
        {
            return NotFound();
        }

        page.AcceptsTerms = form.AcceptsTerms;
        var result = await sender.Send(new JoinShop(new InvitationId(id), User.UserId(), form.AcceptsTerms), ct);
        return result.Succeeded ? Redirect(Url.Content($"~/studio/{result.Value}")) : this.Refused(result.Refusals, "Show", page);
    }
}

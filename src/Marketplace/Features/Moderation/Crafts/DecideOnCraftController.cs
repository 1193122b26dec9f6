using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Moderation.Crafts;

public sealed class DecideOnCraftForm : ReviewForm<CraftToDecide>;

[Route("moderation/crafts/{id:long}")]
[Authorize(Policy = Policies.Moderator)]
public sealed class DecideOnCraftController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(long id, CancellationToken ct) =>
        await sender.Send(new ShowCraftToDecide(id), ct) is { } page ? View("Show", new DecideOnCraftForm { Page = page }) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(long id, DecideOnCraftForm form, CancellationToken ct)
    {
        var result = await sender.Send(new DecideOnCraft(id, User.UserId(), form.Verdict, form.Reasons, Typing.Tidy(form.Message), form.Shown ?? ReviewForm.NotSaid), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content("~/moderation"));
        }

        if (await sender.Send(new ShowCraftToDecide(id), ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Show", form);
    }
}

using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Moderation.Producers;

public sealed class ProducerReviewForm : ReviewForm<ProducerReviewModel>;

[Route("moderation/producers/{id:guid}")]
[Authorize(Policy = Policies.Moderator)]
public sealed class ReviewProducerController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowProducerReview(new ProducerId(id)), ct) is { } page ? View("Show", new ProducerReviewForm { Page = page }) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, ProducerReviewForm form, CancellationToken ct)
    {
        var producer = new ProducerId(id);
        var result = await sender.Send(new DecideOnProducer(producer, User.UserId(), form.Verdict, form.Reasons, Typing.Tidy(form.Message), form.Shown ?? 0), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content("~/moderation"));
        }

        if (await sender.Send(new ShowProducerReview(producer), ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Show", form);
    }

    [HttpPost("edits")]
    public async Task<IActionResult> Seen(Guid id, long firstShown, long lastShown, CancellationToken ct) =>
        (await sender.Send(new MarkStorySeen(new ProducerId(id), User.UserId(), firstShown, lastShown), ct)).Succeeded ? Redirect(Url.Content("~/moderation")) : NotFound();
}

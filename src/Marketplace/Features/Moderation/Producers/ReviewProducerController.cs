using Marketplace.Domain.Common;
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
        var result = await sender.Send(new DecideOnProducer(new ProducerId(id), User.UserId(), form.Verdict, form.Reasons, Typing.Tidy(form.Message), form.Shown ?? ReviewForm.NotSaid), ct);
        return result.Succeeded ? Redirect(Url.Content("~/moderation")) : await Refused(id, form, result, ct);
    }

    [HttpPost("reopening")]
    public async Task<IActionResult> Reopen(Guid id, CancellationToken ct)
    {
        var result = await sender.Send(new ReopenProducer(new ProducerId(id), User.UserId()), ct);
        return result.Succeeded ? Redirect(Url.Content($"~/moderation/producers/{id}")) : await Refused(id, new ProducerReviewForm(), result, ct);
    }

    [HttpPost("edits")]
    public async Task<IActionResult> Seen(Guid id, long? firstShown, long? lastShown, CancellationToken ct)
    {
        if (firstShown is not { } first || lastShown is not { } last)
        {
            return BadRequest();
        }

        var result = await sender.Send(new MarkStorySeen(new ProducerId(id), User.UserId(), first, last), ct);
        return result.Succeeded ? Redirect(Url.Content("~/moderation")) : await Refused(id, new ProducerReviewForm(), result, ct);
    }

    private async Task<IActionResult> Refused(Guid id, ProducerReviewForm form, Result result, CancellationToken ct)
    {
        if (await sender.Send(new ShowProducerReview(new ProducerId(id)), ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Show", form);
    }
}

using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Moderation.Producers;

[Route("moderation/producers/{id:guid}/suspension")]
[Authorize(Policy = Policies.Moderator)]
public sealed class SuspensionController(ISender sender) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Create(Guid id, ProducerReviewForm form, CancellationToken ct) =>
        await Answer(id, form, await sender.Send(new SuspendProducer(new ProducerId(id), User.UserId(), form.Reasons, Typing.Tidy(form.Message)), ct), ct);

    [HttpPost("end")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct) =>
        await Answer(id, new ProducerReviewForm(), await sender.Send(new ReinstateProducer(new ProducerId(id), User.UserId()), ct), ct);

    private async Task<IActionResult> Answer(Guid id, ProducerReviewForm form, Result result, CancellationToken ct)
    {
        if (await sender.Send(new ShowProducerReview(new ProducerId(id)), ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return result.Succeeded ? Redirect(Url.Content($"~/moderation/producers/{id}")) : this.Refused(result.Refusals, "Show", form);
    }
}

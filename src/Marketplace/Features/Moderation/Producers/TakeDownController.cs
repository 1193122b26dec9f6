using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Moderation.Producers;

[Route("moderation/producers/{id:guid}")]
[Authorize(Policy = Policies.Moderator)]
public sealed class TakeDownController(ISender sender) : Controller
{
    [HttpPost("portrait/removal")]
    public Task<IActionResult> Portrait(Guid id, CancellationToken ct) => TakeDown(id, ProfilePart.Portrait, ct);

    [HttpPost("voice/removal")]
    public Task<IActionResult> Voice(Guid id, CancellationToken ct) => TakeDown(id, ProfilePart.Voice, ct);

    private async Task<IActionResult> TakeDown(Guid id, ProfilePart part, CancellationToken ct)
    {
        var result = await sender.Send(new TakeDown(new ProducerId(id), User.UserId(), part), ct);
        return result.Succeeded ? Redirect(Url.Content($"~/moderation/producers/{id}"))
            : await sender.Send(new ShowProducerReview(new ProducerId(id)), ct) is { } page ? this.Refused(result.Refusals, "Show", new ProducerReviewForm { Page = page }, $"/moderation/producers/{id}")
            : NotFound();
    }
}

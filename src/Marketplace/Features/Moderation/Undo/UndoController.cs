using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Reviews;
using Marketplace.Features.Moderation.Crafts;
using Marketplace.Features.Moderation.Queue;
using Marketplace.Features.Moderation.Reviews;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Moderation.Undo;

[Route("moderation")]
[Authorize(Policy = Policies.Moderator)]
public sealed class UndoController(ISender sender) : Controller
{
    private static readonly Refusal[] NotThere = [ProductRefusals.NotFound, ProducerRefusals.NotFound, ReviewRefusals.NotFound, CraftRefusals.NotFound];

    [HttpPost("products/{id:guid}/undo")]
    public async Task<IActionResult> Product(Guid id, CancellationToken ct) =>
        await Answer(await sender.Send(new UndoProductDecision(new ProductId(id), User.UserId()), ct), $"~/moderation/products/{id}", ct);

    [HttpPost("producers/{id:guid}/undo")]
    public async Task<IActionResult> Producer(Guid id, CancellationToken ct) =>
        await Answer(await sender.Send(new UndoProducerDecision(new ProducerId(id), User.UserId()), ct), $"~/moderation/producers/{id}", ct);

    [HttpPost("reviews/{id:long}/undo")]
    public async Task<IActionResult> Review(long id, CancellationToken ct) =>
        await Answer(await sender.Send(new UndoReviewDecision(id, User.UserId()), ct), $"~/moderation/reviews/{id}", ct);

    [HttpPost("crafts/{id:long}/undo")]
    public async Task<IActionResult> Craft(long id, CancellationToken ct) =>
        await Answer(await sender.Send(new UndoCraftDecision(id, User.UserId()), ct), $"~/moderation/crafts/{id}", ct);

    private async Task<IActionResult> Answer(Result result, string page, CancellationToken ct) =>
        result.Succeeded ? Redirect(Url.Content(page))
        : result.Refusals.Any(NotThere.Contains) ? NotFound()
        : this.Refused(result.Refusals, "/Features/Moderation/Queue/Index.cshtml", await sender.Send(new ListWaiting(User.UserId()), ct), "/moderation");
}

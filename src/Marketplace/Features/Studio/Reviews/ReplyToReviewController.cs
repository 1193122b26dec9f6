using Marketplace.Domain.People;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Marketplace.Features.Studio.Reviews;

public sealed class ReplyForm
{
    public string? Text { get; set; }

    /// <summary>The page of the list it was typed on, to come back to.</summary>
    public int Page { get; set; }

    [BindNever]
    public long Review { get; set; }

    [BindNever]
    public Paged<ReceivedReview>? Reviews { get; set; }

    [BindNever]
    public string Slug { get; set; } = "";
}

[Route("studio/{producer}/reviews")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Orders)]
public sealed class ReplyToReviewController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct, int page = 1) => View("Index", await Shown(new ReplyForm { Page = page }, ct));

    [HttpPost("{id:long}/reply")]
    public async Task<IActionResult> Create(long id, ReplyForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = await sender.Send(new ReplyToReview(acting.ProducerId, acting.Actor, id, Typing.Tidy(form.Text)), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/reviews?page={Math.Max(1, form.Page)}#review-{id}"));
        }

        if (result.Refusals.Contains(ReviewRefusals.NotFound))
        {
            return NotFound();
        }

        form.Review = id;
        return this.Refused(result.Refusals, "Index", await Shown(form, ct), $"/studio/{acting.Slug}/reviews");
    }

    private async Task<ReplyForm> Shown(ReplyForm form, CancellationToken ct)
    {
        (form.Reviews, form.Slug) = (await sender.Send(new ListReceivedReviews(this.Acting().ProducerId, form.Page), ct), this.Acting().Slug);
        return form;
    }
}

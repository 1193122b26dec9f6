using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Moderation.Products;

public sealed class ProductReviewForm : ReviewForm<ProductReviewModel>
{
    /// <summary>The certificate whose refusal lacked a reason, and what was typed there.</summary>
    [BindNever, ValidateNever]
    public Guid? Refusing { get; init; }

    [BindNever, ValidateNever]
    public string RefusingReason { get; init; } = "";
}

[Route("moderation/products/{id:guid}")]
[Authorize(Policy = Policies.Moderator)]
public sealed class ReviewProductController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowProductReview(new ProductId(id)), ct) is { } page ? View("Show", new ProductReviewForm { Page = page }) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, ProductReviewForm form, CancellationToken ct)
    {
        var result = await sender.Send(new DecideOnProduct(new ProductId(id), User.UserId(), form.Verdict, form.Reasons, Typing.Tidy(form.Message), form.Shown ?? ReviewForm.NotSaid), ct);
        return result.Succeeded ? Redirect(Url.Content("~/moderation")) : await Refused(id, form, result, ct);
    }

    [HttpPost("reopening")]
    public async Task<IActionResult> Reopen(Guid id, CancellationToken ct)
    {
        var result = await sender.Send(new ReopenProduct(new ProductId(id), User.UserId()), ct);
        return result.Succeeded ? Redirect(Url.Content($"~/moderation/products/{id}")) : await Refused(id, new ProductReviewForm(), result, ct);
    }

    [HttpPost("edits")]
    public async Task<IActionResult> Seen(Guid id, long? firstShown, long? lastShown, CancellationToken ct)
    {
        if (firstShown is not { } first || lastShown is not { } last)
        {
            return BadRequest();
        }

        var result = await sender.Send(new MarkEditsSeen(new ProductId(id), User.UserId(), first, last), ct);
        return result.Succeeded ? Redirect(Url.Content("~/moderation")) : await Refused(id, new ProductReviewForm(), result, ct);
    }

    private async Task<IActionResult> Refused(Guid id, ProductReviewForm form, Result result, CancellationToken ct)
    {
        if (await sender.Send(new ShowProductReview(new ProductId(id)), ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Show", form);
    }
}

using Marketplace.Domain.Catalog;
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
        var product = new ProductId(id);
        var result = await sender.Send(new DecideOnProduct(product, User.UserId(), form.Verdict, form.Reasons, Typing.Tidy(form.Message), form.Shown ?? 0), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content("~/moderation"));
        }

        if (await sender.Send(new ShowProductReview(product), ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Show", form);
    }

    [HttpPost("edits")]
    public async Task<IActionResult> Seen(Guid id, long firstShown, long lastShown, CancellationToken ct) =>
        (await sender.Send(new MarkEditsSeen(new ProductId(id), User.UserId(), firstShown, lastShown), ct)).Succeeded ? Redirect(Url.Content("~/moderation")) : NotFound();
}

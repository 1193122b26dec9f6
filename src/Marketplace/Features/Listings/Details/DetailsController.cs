using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Listings.Details;

[Route("studio/{producer}/listings/{id:guid}/details")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class DetailsController(ISender sender) : Controller
{
    [HttpGet]
    [WhileEditable]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct)
    {
        if (await sender.Send(new ShowDetails(this.Acting().ProducerId, new ProductId(id)), ct) is not { } form)
        {
            return NotFound();
        }

        return View("Edit", await Complete(form, id, ct));
    }

    [HttpPost]
    public async Task<IActionResult> Update(Guid id, DetailsForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        if (await sender.Send(new ShowDetails(acting.ProducerId, new ProductId(id)), ct) is not { } saved)
        {
            return NotFound();
        }

        (form.NameVi, form.HasVerifiedPapers) = (saved.NameVi, saved.HasVerifiedPapers);
        if (form.Step == "communes")
        {
            return View("Edit", await Complete(form, id, ct));
        }

        var result = await sender.Send(form.Command(acting, new ProductId(id)), ct);
        form.Seen = ListingRefusals.SeenAfter(result, form.Seen, saved.Seen);
        return result.Succeeded
            ? Redirect(Url.Content($"~/studio/{acting.Slug}/listings/{id}/preview"))
            : this.Refused([.. result.Refusals.Select(BesideItsField)], "Edit", await Complete(form, id, ct, result.Refusals.Any(refusal => refusal.Field == nameof(form.Declared))));
    }

    private async Task<DetailsForm> Complete(DetailsForm form, Guid id, CancellationToken ct, bool asksPapers = false)
    {
        form.Root = $"~/studio/{this.Acting().Slug}/listings/{id}";
        form.Choices = await sender.Send(new ListDetailChoices(form.ProvinceId, asksPapers || form.Declared.Count > 0 ? form.CategoryId : null), ct);
        return form;
    }

    /// <summary>The form speaks centimetres, the command millimetres.</summary>
    private static Refusal BesideItsField(Refusal refusal) => refusal.At(refusal.Field.Replace("Mm", "", StringComparison.Ordinal));
}

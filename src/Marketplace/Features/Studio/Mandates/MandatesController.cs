using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Studio.Mandates;

public sealed class MandatesForm
{
    public string? Login { get; set; }

    public MandateScope? Scope { get; set; }

    public string? Months { get; set; }

    [BindNever, ValidateNever]
    public MandatesModel Page { get; set; } = null!;
}

[Route("studio/{producer}/mandates")]
[Authorize(Policy = Policies.Studio)]
[ForProducer]
public sealed class MandatesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct) =>
        View("Index", new MandatesForm { Scope = MandateScope.All, Months = "3", Page = await Page(ct) });

    [HttpPost]
    public async Task<IActionResult> Create(MandatesForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        return await Answer(
            await sender.Send(new GiveMandate(acting.ProducerId, acting.Actor, acting.IsRepresentative, Typing.Tidy(form.Login), form.Scope, TypedNumber.Whole(form.Months)), ct), form, ct);
    }

    [HttpPost("{id:guid}/revocation")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct)
    {
        var acting = this.Acting();
        return await Answer(await sender.Send(new RevokeMandate(acting.ProducerId, acting.Actor, acting.IsRepresentative, new MandateId(id)), ct), new MandatesForm(), ct);
    }

    private async Task<IActionResult> Answer(Result result, MandatesForm form, CancellationToken ct)
    {
        if (result.Refusals.Contains(MandateRefusals.NotFound))
        {
            return NotFound();
        }

        form.Page = await Page(ct);
        return result.Succeeded ? Redirect(Url.Content($"~/studio/{this.Acting().Slug}/mandates")) : this.Refused(result.Refusals, "Index", form);
    }

    private Task<MandatesModel> Page(CancellationToken ct) => sender.Send(new ShowMandates(this.Acting().ProducerId, this.Acting().IsRepresentative), ct);
}

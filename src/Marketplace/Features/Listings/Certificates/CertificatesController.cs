using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Listings.Certificates;

[Route("studio/{producer}/listings/{id:guid}/certificates")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class CertificatesController(ISender sender) : Controller
{
    [HttpGet]
    [WhileEditable]
    public async Task<IActionResult> Index(Guid id, CancellationToken ct) => await Page(id, ct) is { } page ? View("Index", new CertificateForm { Page = page }) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, CertificateForm form, CancellationToken ct)
    {
        return await Answer(id, form, await sender.Send(form.Command(this.Acting(), new ProductId(id)), ct), ct);
    }

    [HttpPost("{certificate:guid}/withdrawal")]
    public async Task<IActionResult> Destroy(Guid id, Guid certificate, CancellationToken ct)
    {
        var acting = this.Acting();
        return await Answer(id, new CertificateForm(), await sender.Send(new WithdrawCertificate(acting.ProducerId, acting.Actor, new ProductId(id), new CertificateId(certificate)), ct), ct);
    }

    private async Task<IActionResult> Answer(Guid id, CertificateForm form, Result result, CancellationToken ct)
    {
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{this.Acting().Slug}/listings/{id}/certificates"));
        }

        if (result.Refusals.Contains(ProductRefusals.NotFound) || await Page(id, ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Index", form);
    }

    private Task<CertificatesPage?> Page(Guid id, CancellationToken ct) => sender.Send(new ShowCertificates(this.Acting().ProducerId, new ProductId(id)), ct);
}

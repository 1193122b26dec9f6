using Marketplace.Domain.Catalog;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Certificates;

/// <summary>The certificates claimed for a listing, or nothing when it is not this producer's.</summary>
public sealed record ShowCertificates(ProducerId Producer, ProductId Product) : IQuery<CertificatesPage?>;

public sealed record CertificatesPage(string NameVi, IReadOnlyList<CertificateRow> Certificates)
{
    public static CertificatesPage None { get; } = new("", []);

    public IEnumerable<ChoiceItem> Kinds { get; } =
        [.. Enum.GetValues<CertificateKind>().Select(kind => new ChoiceItem(kind.ToString(), Texts.Get("listings.certificate." + kind)))];
}

public sealed record CertificateRow(CertificateKind Kind, int? Stars, string Number, string Issuer, DateOnly ValidFrom, DateOnly ValidUntil, bool IsVerified);

public sealed class CertificateForm
{
    public CertificateKind? Kind { get; set; }

    public string? Stars { get; set; }

    public string? Number { get; set; }

    public string? Issuer { get; set; }

    public string? ValidFrom { get; set; }

    public string? ValidUntil { get; set; }

    [BindNever, ValidateNever]
    public CertificatesPage Page { get; set; } = CertificatesPage.None;
}

internal sealed class ShowCertificatesHandler(MarketplaceDb db) : IRequestHandler<ShowCertificates, CertificatesPage?>
{
    public async Task<CertificatesPage?> Handle(ShowCertificates query, CancellationToken ct)
    {
        var name = await db.Products.AsNoTracking().SoldBy(query.Producer).Where(product => product.Id == query.Product).Select(product => product.NameVi).SingleOrDefaultAsync(ct);
        return name is null ? null : new CertificatesPage(name, await db.Certificates.AsNoTracking()
            .Where(certificate => certificate.ProductId == query.Product)
            .OrderBy(certificate => certificate.ValidUntil)
            .Select(certificate => new CertificateRow(
                certificate.Kind, certificate.Stars, certificate.Number, certificate.Issuer, certificate.ValidFrom, certificate.ValidUntil, certificate.VerifiedAt != null))
            .ToListAsync(ct));
    }
}

[Route("studio/{producer}/listings/{id:guid}/certificates")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class CertificatesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowCertificates(this.Acting().ProducerId, new ProductId(id)), ct) is { } page ? View("Index", new CertificateForm { Page = page }) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, CertificateForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var product = new ProductId(id);
        if (await sender.Send(new ShowCertificates(acting.ProducerId, product), ct) is not { } page)
        {
            return NotFound();
        }

        var result = await sender.Send(
            new AddCertificate(
                acting.ProducerId, acting.Actor, product, form.Kind, TypedNumber.Whole(form.Stars), Typing.Tidy(form.Number), Typing.Tidy(form.Issuer), Typing.Day(form.ValidFrom),
                Typing.Day(form.ValidUntil)), ct);
        form.Page = page;
        return result.Succeeded
            ? Redirect(Url.Content($"~/studio/{acting.Slug}/listings/{id}/certificates"))
            : this.Refused(result.Refusals, "Index", form);
    }
}

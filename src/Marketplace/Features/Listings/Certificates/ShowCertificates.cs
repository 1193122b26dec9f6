using Marketplace.Domain.Catalog;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Certificates;

/// <summary>The certificates claimed for a listing, or nothing when it is not this producer's.</summary>
public sealed record ShowCertificates(ProducerId Producer, ProductId Product) : IQuery<CertificatesPage?>;

public sealed record CertificatesPage(string Root, string NameVi, IReadOnlyList<CertificateRow> Certificates)
{
    public static CertificatesPage None { get; } = new("", "", []);

    public IEnumerable<ChoiceItem> Kinds { get; } =
        [.. Enum.GetValues<CertificateKind>().Select(kind => new ChoiceItem(kind.ToString(), Texts.Get("listings.certificate." + kind)))];
}

public sealed record CertificateRow(Guid Id, CertificateKind Kind, int? Stars, string Number, string Issuer, DateOnly ValidFrom, DateOnly ValidUntil, bool IsVerified);

internal sealed class ShowCertificatesHandler(MarketplaceDb db) : IRequestHandler<ShowCertificates, CertificatesPage?>
{
    public async Task<CertificatesPage?> Handle(ShowCertificates query, CancellationToken ct)
    {
        var product = await db.Products.AsNoTracking().SoldBy(query.Producer).Where(product => product.Id == query.Product)
            .Select(product => new { product.NameVi, Slug = db.Producers.Where(producer => producer.Id == product.ProducerId).Select(producer => producer.Slug).First() })
            .SingleOrDefaultAsync(ct);
        return product is null ? null : new CertificatesPage($"~/studio/{product.Slug}/listings/{query.Product.Value}", product.NameVi, await db.Certificates.AsNoTracking()
            .Where(certificate => certificate.ProductId == query.Product)
            .OrderBy(certificate => certificate.ValidUntil)
            .Select(certificate => new CertificateRow(
                certificate.Id.Value, certificate.Kind, certificate.Stars, certificate.Number, certificate.Issuer, certificate.ValidFrom, certificate.ValidUntil, certificate.VerifiedAt != null))
            .ToListAsync(ct));
    }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Certificates;

/// <summary>A moderator saw the paper behind a certificate, or found that it does not hold. Answers the product it belongs to.</summary>
public sealed record VerifyCertificate(CertificateId Certificate, UserId Moderator, bool Accepted) : ICommand<Result<Guid>>;

internal sealed class VerifyCertificateHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<VerifyCertificate, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(VerifyCertificate command, CancellationToken ct)
    {
        var certificate = await db.Certificates.SingleOrDefaultAsync(certificate => certificate.Id == command.Certificate, ct);
        if (certificate?.ProductId is not { } product || await db.Products.SingleOrDefaultAsync(one => one.Id == product, ct) is not { } listing)
        {
            return new Refusal("moderation.certificate-gone");
        }

        if (command.Accepted)
        {
            certificate.VerifiedAt ??= clock.GetUtcNow();
        }
        else if (certificate.VerifiedAt is null)
        {
            db.Certificates.Remove(certificate);
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = command.Moderator,
            Action = command.Accepted ? "certificate.verify" : "certificate.refuse",
            Subject = certificate.Id.Value.ToString(),
            Detail = $"{certificate.Kind} {certificate.Number} {certificate.Issuer}",
        });
        if (listing.Status is ProductStatus.Published)
        {
            listing.MarkChanged();
        }

        return product.Value;
    }
}

[Route("moderation/certificates/{id:guid}")]
[Authorize(Policy = Policies.Moderator)]
public sealed class VerifyCertificateController(ISender sender) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Update(Guid id, bool? accepted, CancellationToken ct)
    {
        if (accepted is null)
        {
            return BadRequest();
        }

        var result = await sender.Send(new VerifyCertificate(new CertificateId(id), User.UserId(), accepted.Value), ct);
        return result.Succeeded ? Redirect(Url.Content($"~/moderation/products/{result.Value}")) : NotFound();
    }
}

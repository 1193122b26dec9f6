using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Origin;
using Marketplace.Features.Moderation.Products;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Certificates;

/// <summary>A moderator saw the paper behind a certificate, or found, also later, that it does not hold: then it goes, and the maker reads why.</summary>
public sealed record VerifyCertificate(CertificateId Certificate, UserId Moderator, bool Accepted, string Reason) : ICommand<Result>;

internal sealed class VerifyCertificateValidator : AbstractValidator<VerifyCertificate>
{
    public VerifyCertificateValidator() =>
        RuleFor(command => command.Reason).Must((command, reason) => command.Accepted || Typing.IsText(reason, 2, Reasons.LongestMessage))
            .WithErrorCode("moderation.certificate-reason-required");
}

internal sealed class VerifyCertificateHandler(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, TimeProvider clock) : IRequestHandler<VerifyCertificate, Result>
{
    public async Task<Result> Handle(VerifyCertificate command, CancellationToken ct)
    {
        var certificate = await db.Certificates.SingleOrDefaultAsync(certificate => certificate.Id == command.Certificate, ct);
        if (certificate is null || await db.Products.SingleOrDefaultAsync(product => product.Id == certificate.ProductId, ct) is not { } listing)
        {
            return new Refusal("moderation.certificate-gone");
        }

        if (await db.IsOwnShop(command.Moderator, listing.ProducerId, clock.GetUtcNow(), ct))
        {
            return Reviewing.OwnShop.At(nameof(command.Reason));
        }

        if (command.Accepted && certificate.VerifiedAt is not null)
        {
            return Result.Ok;
        }

        var now = clock.GetUtcNow();
        if (command.Accepted)
        {
            certificate.VerifiedAt = now;
        }
        else
        {
            db.Certificates.Remove(certificate);
            await Tell(certificate, listing, command.Reason, ct);
        }

        db.Log(
            command.Moderator, command.Accepted ? "certificate.verify" : "certificate.refuse", AuditSubject.Of(certificate.Id),
            $"{certificate.Kind} {certificate.Number} {certificate.Issuer}", now);
        if (listing.IsOnSale)
        {
            listing.MarkChanged();
        }

        return Result.Ok;
    }

    private async Task Tell(Certificate certificate, Product listing, string reason, CancellationToken ct)
    {
        var contact = await contacts.Of(listing.ProducerId, ct);
        var kind = Texts.In(contact.Language, "moderation.certificate." + certificate.Kind);
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                contact.To, Texts.In(contact.Language, "moderation.mail-subject", listing.NameVi),
                Texts.In(contact.Language, "moderation.mail-certificate-refused", $"{kind} {certificate.Number}", listing.NameVi, reason)),
            $"certificate-refused:{certificate.Id.Value:N}");
    }
}

/// <summary>The product a certificate is claimed for.</summary>
public sealed record FindCertified(CertificateId Certificate) : IQuery<ProductId?>;

internal sealed class FindCertifiedHandler(MarketplaceDb db) : IRequestHandler<FindCertified, ProductId?>
{
    public Task<ProductId?> Handle(FindCertified query, CancellationToken ct) =>
        db.Certificates.Where(certificate => certificate.Id == query.Certificate).Select(certificate => certificate.ProductId).SingleOrDefaultAsync(ct);
}

[Route("moderation/certificates/{id:guid}")]
[Authorize(Policy = Policies.Moderator)]
public sealed class VerifyCertificateController(ISender sender) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Update(Guid id, bool? accepted, string? reason, CancellationToken ct)
    {
        if (accepted is null)
        {
            return BadRequest();
        }

        var certificate = new CertificateId(id);
        if (await sender.Send(new FindCertified(certificate), ct) is not { } product)
        {
            return Gone();
        }

        var result = await sender.Send(new VerifyCertificate(certificate, User.UserId(), accepted.Value, Typing.Tidy(reason)), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/moderation/products/{product.Value}"));
        }

        if (result.Refusals.All(refusal => refusal.Field == "") || await sender.Send(new ShowProductReview(product), ct) is not { } page)
        {
            return Gone();
        }

        // A page may list several certificates, each with a reason of its own.
        return this.Refused(
            [.. result.Refusals.Select(refusal => refusal.At($"reason-{id}"))], "/Features/Moderation/Products/Show.cshtml",
            new ProductReviewForm { Page = page, Refusing = id, RefusingReason = reason ?? "" }, $"/moderation/products/{product.Value}");
    }

    /// <summary>Asked for again after a lost answer, a refused certificate is gone already.</summary>
    private RedirectResult Gone() => Redirect(Url.Content("~/moderation"));
}

using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Certificates;

/// <summary>Claims a certificate for a listing. It is shown to buyers only after a moderator saw the paper, and only while it is valid.</summary>
public sealed record AddCertificate(
    ProducerId Producer, Actor Actor, ProductId Product, CertificateKind? Kind, long? Stars, string Number, string Issuer, DateOnly? ValidFrom, DateOnly? ValidUntil) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();
}

internal sealed class AddCertificateValidator : AbstractValidator<AddCertificate>
{
    public AddCertificateValidator()
    {
        RuleFor(command => command.Kind).Must(kind => kind is { } one && Enum.IsDefined(one)).WithErrorCode("listings.certificate-kind-required");
        RuleFor(command => command.Stars).Must((command, stars) => command.Kind == CertificateKind.Ocop ? stars is >= 3 and <= 5 : stars is null)
            .WithErrorCode("listings.certificate-stars");
        RuleFor(command => command.Number).Must(text => Typing.IsLine(text, 1, 100)).WithErrorCode("listings.certificate-number-required");
        RuleFor(command => command.Issuer).Must(text => Typing.IsLine(text, 2, 200)).WithErrorCode("listings.certificate-issuer-required");
        RuleFor(command => command.ValidFrom).NotNull().WithErrorCode("listings.certificate-day-required");
        RuleFor(command => command.ValidUntil).NotNull().WithErrorCode("listings.certificate-last-day-required");
        RuleFor(command => command.ValidUntil).Must((command, until) => until is null || command.ValidFrom is null || until > command.ValidFrom)
            .WithErrorCode("listings.certificate-until");
    }
}

internal sealed class AddCertificateHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<AddCertificate, Result>
{
    private const int Most = 5;

    public async Task<Result> Handle(AddCertificate command, CancellationToken ct)
    {
        if (await db.Products.SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct) is not { } product)
        {
            return ProductRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var today = now.VietnamDay();
        if (command.ValidUntil < today)
        {
            return new Refusal("listings.certificate-over", nameof(command.ValidUntil));
        }

        var claimed = await db.Certificates.Where(certificate => certificate.ProductId == command.Product && certificate.ValidUntil >= today).ToListAsync(ct);
        if (claimed.Find(certificate => certificate.Kind == command.Kind && certificate.Number == command.Number) is { } same)
        {
            // The form sent twice made its claim the first time.
            return (same.Stars, same.Issuer, same.ValidFrom, same.ValidUntil) == ((int?)command.Stars, command.Issuer, command.ValidFrom!.Value, command.ValidUntil!.Value)
                ? Result.Ok
                : new Refusal("listings.certificate-there", nameof(command.Number));
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        if (claimed.Count >= Most)
        {
            return new Refusal("listings.too-many-certificates", nameof(command.Number), Most);
        }

        db.Renew(product);
        db.Certificates.Add(new Certificate
        {
            Id = CertificateId.From(Guid.CreateVersion7(now)),
            ProducerId = command.Producer,
            ProductId = command.Product,
            Kind = command.Kind!.Value,
            Stars = (int?)command.Stars,
            Number = command.Number,
            Issuer = command.Issuer,
            ValidFrom = command.ValidFrom!.Value,
            ValidUntil = command.ValidUntil!.Value,
        });
        return Result.Ok;
    }
}

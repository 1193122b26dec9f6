using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Certificates;

/// <summary>The maker takes a claim back, verified or not. Asked for again after a lost answer, it is gone already.</summary>
public sealed record WithdrawCertificate(ProducerId Producer, Actor Actor, ProductId Product, CertificateId Certificate) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();
}

internal sealed class WithdrawCertificateHandler(MarketplaceDb db) : IRequestHandler<WithdrawCertificate, Result>
{
    public async Task<Result> Handle(WithdrawCertificate command, CancellationToken ct)
    {
        var product = await db.Products.SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        var certificate = await db.Certificates.SingleOrDefaultAsync(certificate => certificate.Id == command.Certificate, ct);
        if (product is null || (certificate is not null && certificate.ProductId != product.Id))
        {
            return ProductRefusals.NotFound;
        }

        if (certificate is null)
        {
            return Result.Ok;
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        db.Certificates.Remove(certificate);
        db.Renew(product);
        if (product.IsOnSale)
        {
            product.MarkChanged();
        }

        return Result.Ok;
    }
}

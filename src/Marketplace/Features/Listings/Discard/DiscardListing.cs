using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Preview;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Discard;

/// <summary>Throws away a listing begun by mistake, as long as it was never sent to review: nobody else has seen it.</summary>
public sealed record DiscardListing(ProducerId Producer, Actor Actor, ProductId Product) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();
}

internal sealed class DiscardListingHandler(MarketplaceDb db) : IRequestHandler<DiscardListing, Result>
{
    public async Task<Result> Handle(DiscardListing command, CancellationToken ct)
    {
        if (await db.Products.SingleOrDefaultAsync(product => product.Id == command.Product, ct) is not { } product)
        {
            // Asked for again after a lost answer, it is gone already.
            return Result.Ok;
        }

        if (product.ProducerId != command.Producer)
        {
            return ProductRefusals.NotFound;
        }

        if (!product.CanBeDiscarded)
        {
            return ProductRefusals.NotADraft;
        }

        // Its photos are swept a day later; the rest goes with its row.
        db.Lots.RemoveRange(await db.Lots.Include(lot => lot.Makers).Where(lot => lot.ProductId == product.Id).ToListAsync(ct));
        db.Certificates.RemoveRange(await db.Certificates.Where(certificate => certificate.ProductId == product.Id).ToListAsync(ct));
        db.Products.Remove(product);
        return Result.Ok;
    }
}

[Route("studio/{producer}/listings/{id:guid}/removal")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class DiscardListingController(ISender sender) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Create(Guid id, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = await sender.Send(new DiscardListing(acting.ProducerId, acting.Actor, new ProductId(id)), ct);

        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/listings"));
        }

        // Another's, or sent to review meanwhile: the page stood open.
        return await this.PreviewOf(sender, id, ct) is { } page ? this.Refused(result.Refusals, ShowPreview.View, PreviewForm.Of(page)) : NotFound();
    }
}

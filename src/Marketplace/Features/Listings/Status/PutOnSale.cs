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

namespace Marketplace.Features.Listings.Status;

/// <summary>Takes a listing off sale for a while, or puts it back.</summary>
public sealed record PutOnSale(ProducerId Producer, Actor Actor, ProductId Product, bool OnSale) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();

    public string Act => OnSale ? "Resume" : "Pause";
}

internal sealed class PutOnSaleHandler(MarketplaceDb db) : IRequestHandler<PutOnSale, Result>
{
    public async Task<Result> Handle(PutOnSale command, CancellationToken ct)
    {
        var product = await db.Products.SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);

        return product is null ? ProductRefusals.NotFound : command.OnSale ? product.Resume() : product.Pause();
    }
}

/// <summary>Whether the producer has a listing of that id.</summary>
public sealed record HasListing(ProducerId Producer, ProductId Product) : IQuery<bool>;

internal sealed class HasListingHandler(MarketplaceDb db) : IRequestHandler<HasListing, bool>
{
    public Task<bool> Handle(HasListing query, CancellationToken ct) =>
        db.Products.SoldBy(query.Producer).AnyAsync(product => product.Id == query.Product, ct);
}

[Route("studio/{producer}/listings/{id:guid}/status")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class ListingStatusController(ISender sender) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Update(Guid id, bool? onSale, CancellationToken ct)
    {
        var acting = this.Acting();
        if (!await sender.Send(new HasListing(acting.ProducerId, new ProductId(id)), ct))
        {
            return NotFound();
        }

        if (onSale is null)
        {
            return BadRequest();
        }

        var result = await sender.Send(new PutOnSale(acting.ProducerId, acting.Actor, new ProductId(id), onSale.Value), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/listings/{id}"));
        }

        // Back before the moderators meanwhile, or rejected: the page stood open.
        return await this.PreviewOf(sender, id, ct) is { } page ? this.Refused(result.Refusals, ShowPreview.View, PreviewForm.Of(page)) : NotFound();
    }
}

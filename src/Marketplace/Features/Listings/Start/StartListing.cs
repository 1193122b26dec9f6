using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Start;

/// <summary>Begins a draft of a kind of goods. Everything else has a default, so that six answers are enough to sell.</summary>
/// <param name="Token">Becomes the product's identifier, so that pressing twice makes one draft.</param>
public sealed record StartListing(ProductId Token, ProducerId Producer, Actor Actor, int? CategoryId) : ICommand<Result<ProductId>>, IProducerAct, ITransactional
{
    public string About => Token.Value.ToString();
}

internal sealed class StartListingValidator : AbstractValidator<StartListing>
{
    public StartListingValidator() => RuleFor(command => command.CategoryId).NotNull().WithErrorCode("listings.category-required");
}

internal sealed class StartListingHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<StartListing, Result<ProductId>>
{
    /// <summary>Begun and not sent to review, of one shop.</summary>
    public const int MostDrafts = 50;

    /// <summary>Of a shop that nobody has looked at yet: enough to show what it makes.</summary>
    public const int MostDraftsUnverified = 5;

    private const int DefaultGrams = 500;

    public async Task<Result<ProductId>> Handle(StartListing command, CancellationToken ct)
    {
        if (command.Token == default)
        {
            return new Refusal("errors.stale-form");
        }

        if (await db.Products.Where(product => product.Id == command.Token).Select(product => new { product.ProducerId }).SingleOrDefaultAsync(ct) is { } already)
        {
            return already.ProducerId == command.Producer ? command.Token : ProductRefusals.NotFound;
        }

        var category = await db.Categories.SingleOrDefaultAsync(category => category.Id == command.CategoryId && category.ParentId != null, ct);
        if (category is null)
        {
            return new Refusal("listings.category-required", nameof(command.CategoryId));
        }

        var shop = await db.Producers.Where(producer => producer.Id == command.Producer).Select(producer => new { producer.UnitId, producer.VerifiedAt }).SingleAsync(ct);
        var most = shop.VerifiedAt is null ? MostDraftsUnverified : MostDrafts;
        if (await db.Products.SoldBy(command.Producer).CountAsync(product => product.Status == ProductStatus.Draft, ct) >= most)
        {
            return new Refusal("listings.too-many-drafts", nameof(command.CategoryId), most);
        }

        db.Products.Add(new Product
        {
            Id = command.Token,
            ProducerId = command.Producer,
            CategoryId = category.Id,
            Slug = ListingEdits.Slug(category.NameVi, command.Token),
            NameVi = category.NameVi,
            OriginUnitId = shop.UnitId,
            Unit = category.Unit,
            WeightGrams = DefaultGrams,
            CreatedAt = clock.GetUtcNow(),
        });
        return command.Token;
    }
}

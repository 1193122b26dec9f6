using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Products.Reviews;

/// <summary>All published reviews of a product, newest first.</summary>
/// <param name="Slug">The product's address.</param>
/// <param name="After">Number of the last review of the page before.</param>
internal sealed record ListReviews(string Slug, string? After) : IQuery<ReviewListModel?>;

internal sealed record ReviewListModel(
    ProductId ProductId, ProducerId ProducerId, string Slug, string Name, string? NameLanguage, RatingView Rating, IReadOnlyList<ReviewView> Reviews, string? NextUrl, bool IsFirst);

internal sealed class ListReviewsHandler(MarketplaceDb db) : IRequestHandler<ListReviews, ReviewListModel?>
{
    private const int Size = 20;

    public async Task<ReviewListModel?> Handle(ListReviews query, CancellationToken ct)
    {
        var product = await (
            from one in db.Products.Approved().AsNoTracking()
            where one.Slug == query.Slug
            join producer in db.Producers on one.ProducerId equals producer.Id
            where producer.Status == ProducerStatus.Verified
            select new
            {
                one.Id,
                one.ProducerId,
                one.Slug,
                one.NameVi,
                one.NameEn,
                Rating = db.ProductRatings.Where(rating => rating.ProductId == one.Id).Select(rating => new RatingView(rating.Reviews, rating.Stars)).SingleOrDefault(),
            }).SingleOrDefaultAsync(ct);
        if (product is null)
        {
            return null;
        }

        var before = long.TryParse(query.After, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : long.MaxValue;
        var reviews = await db.NewestReviews(product.Id, Size + 1, ct, before);
        return new ReviewListModel(
            product.Id, product.ProducerId, product.Slug, Languages.Pick(product.NameVi, product.NameEn), Languages.Foreign(product.NameEn), product.Rating ?? new RatingView(0, 0),
            [.. reviews.Take(Size)], reviews.Count > Size ? $"/p/{product.Slug}/reviews?after={reviews[Size - 1].Id}" : null, before == long.MaxValue);
    }
}

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("p/{slug}/reviews")]
public sealed class ListReviewsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string slug, string? after, CancellationToken ct)
    {
        if (await sender.Send(new ListReviews(slug, after), ct) is not { } model)
        {
            return NotFound();
        }

        HttpContext.CacheTagsOnly([PageCache.Product(model.ProductId), PageCache.Producer(model.ProducerId)]);
        return View(model);
    }
}

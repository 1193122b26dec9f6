using Marketplace.Domain.Catalog;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Products.Reviews;

/// <summary>The compiled query of published reviews: product pages ask it.</summary>
internal static class ReviewQueries
{
    private static readonly Func<MarketplaceDb, ProductId, long, int, IAsyncEnumerable<ReviewView>> Newest = EF.CompileAsyncQuery((MarketplaceDb db, ProductId product, long before, int most) =>
        db.Reviews.AsNoTracking()
            .Where(review => review.ProductId == product && review.State == ReviewState.Published && review.Id < before)
            .OrderByDescending(review => review.Id).Take(most)
            .Select(review => new ReviewView(
                review.Id, review.Stars, review.Text, review.Name, review.Language, review.WrittenAt,
                review.Photos.OrderBy(photo => photo.Position).Select(photo => photo.MediaId).ToList(), review.Reply)));

    extension(MarketplaceDb db)
    {
        /// <summary>Newest first, of those written before one.</summary>
        public async Task<List<ReviewView>> NewestReviews(ProductId product, int most, CancellationToken ct, long before = long.MaxValue)
        {
            var reviews = new List<ReviewView>();
            await foreach (var review in Newest(db, product, before, most).WithCancellation(ct))
            {
                reviews.Add(review);
            }

            return reviews;
        }
    }
}

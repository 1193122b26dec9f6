using Marketplace.Domain.Catalog;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using MediatR;

namespace Marketplace.Features.Products.Reviews;

/// <summary>Keeps what a product's published reviews come to beside it.</summary>
internal sealed class CountReviews(MarketplaceDb db) : INotificationHandler<ReviewPublished>, INotificationHandler<ReviewTakenDown>
{
    public async Task Handle(ReviewPublished notification, CancellationToken cancellationToken)
    {
        var rating = await Of(notification.Review.ProductId, cancellationToken);
        if (rating is null)
        {
            rating = new ProductRating { ProductId = notification.Review.ProductId };
            db.ProductRatings.Add(rating);
        }

        rating.Add(notification.Review.Stars);
    }

    public async Task Handle(ReviewTakenDown notification, CancellationToken cancellationToken) => (await Of(notification.ProductId, cancellationToken))!.Remove(notification.Stars);

    private ValueTask<ProductRating?> Of(ProductId product, CancellationToken ct) => db.ProductRatings.FindAsync([product], ct);
}

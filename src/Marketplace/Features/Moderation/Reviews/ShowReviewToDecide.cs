using Marketplace.Domain.Media;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Reviews;

/// <summary>A review as a moderator sees it, whatever its state.</summary>
public sealed record ShowReviewToDecide(long Id) : IQuery<ReviewToDecide?>;

public sealed record ReviewToDecide(
    long Id, int Version, ReviewState State, int Stars, string Text, string Name, string Language, DateTimeOffset WrittenAt, string Refusal, string Reply, string Slug, string Product, string Producer,
    IReadOnlyList<ReviewedPhoto> Photos);

public sealed record ReviewedPhoto(MediaId MediaId, MediaState State);

internal sealed class ShowReviewToDecideHandler(MarketplaceDb db) : IRequestHandler<ShowReviewToDecide, ReviewToDecide?>
{
    public async Task<ReviewToDecide?> Handle(ShowReviewToDecide query, CancellationToken ct)
    {
        var photos = await db.Set<ReviewPhoto>().AsNoTracking()
            .Where(photo => EF.Property<long>(photo, "ReviewId") == query.Id)
            .OrderBy(photo => photo.Position)
            .Join(db.MediaItems, photo => photo.MediaId, media => media.Id, (photo, media) => new ReviewedPhoto(media.Id, media.State)).ToListAsync(ct);
        return await (
            from review in db.Reviews.AsNoTracking()
            where review.Id == query.Id
            join product in db.Products on review.ProductId equals product.Id
            join producer in db.Producers on review.ProducerId equals producer.Id
            select new ReviewToDecide(
                review.Id, review.Version, review.State, review.Stars, review.Text, review.Name, review.Language, review.WrittenAt, review.Refusal, review.Reply, product.Slug, product.NameVi,
                producer.NameVi, photos)).SingleOrDefaultAsync(ct);
    }
}

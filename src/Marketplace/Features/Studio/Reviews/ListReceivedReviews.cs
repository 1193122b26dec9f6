using Marketplace.Domain.Producers;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Reviews;

/// <summary>What buyers said of a producer's goods and everybody can read, newest first.</summary>
public sealed record ListReceivedReviews(ProducerId Producer, int Page) : IQuery<Paged<ReceivedReview>>;

/// <param name="Language">Of the words.</param>
public sealed record ReceivedReview(long Id, string Slug, string NameVi, string NameEn, int Stars, string Text, string Name, string Language, DateTimeOffset WrittenAt, string Reply)
{
    public string? ForeignLanguage => Language == Languages.Current ? null : Language;
}

internal sealed class ListReceivedReviewsHandler(MarketplaceDb db) : IRequestHandler<ListReceivedReviews, Paged<ReceivedReview>>
{
    public Task<Paged<ReceivedReview>> Handle(ListReceivedReviews query, CancellationToken ct) => (
        from review in db.Reviews.AsNoTracking()
        where review.ProducerId == query.Producer && review.State == ReviewState.Published
        join product in db.Products on review.ProductId equals product.Id
        orderby review.Id descending
        select new ReceivedReview(review.Id, product.Slug, product.NameVi, product.NameEn, review.Stars, review.Text, review.Name, review.Language, review.WrittenAt, review.Reply)).Page(query.Page, ct);
}

using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using MediatR;

namespace Marketplace.Features.Moderation;

/// <summary>Who has sent in again what was sent back needs no message to change it.</summary>
internal sealed class CallOffOldReview(MarketplaceDb db) : INotificationHandler<ProductSubmitted>, INotificationHandler<ProducerApplied>
{
    public Task Handle(ProductSubmitted submitted, CancellationToken cancellationToken) => db.CallOff(ReviewMessages.Of(submitted.ProductId), DateTimeOffset.MinValue, cancellationToken);

    public Task Handle(ProducerApplied applied, CancellationToken cancellationToken) => db.CallOff(ReviewMessages.Of(applied.ProducerId), DateTimeOffset.MinValue, cancellationToken);
}

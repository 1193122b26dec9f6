using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Reviews;

/// <summary>Tells the maker of a published review and the buyer of a refused one, once the decision can no longer be undone.</summary>
internal sealed class TellOfReviews(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock)
    : INotificationHandler<ReviewPublished>, INotificationHandler<ReviewRefused>, INotificationHandler<ReviewWritten>
{
    public async Task Handle(ReviewPublished notification, CancellationToken cancellationToken)
    {
        var review = notification.Review;
        var contact = await contacts.Of(review.ProducerId, cancellationToken);
        var product = await db.Products.AsNoTracking().Where(product => product.Id == review.ProductId).Select(product => product.NameVi).SingleAsync(cancellationToken);
        Tell(
            review, contact.To, Texts.In(contact.Language, "reviews.mail-published-subject", product),
            Texts.In(contact.Language, "reviews.mail-published", product, review.Stars, review.Name, review.Text, site.Of($"/studio/{contact.Slug}/reviews", contact.Language)));
    }

    public async Task Handle(ReviewRefused notification, CancellationToken cancellationToken)
    {
        var review = notification.Review;
        var order = await (
            from line in db.OrderLines.AsNoTracking()
            where line.Id == review.LineId
            join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
            join one in db.Orders on part.OrderId equals one.Id
            select new { one.Number, one.AccessKey, one.Language, one.Address.Email, one.Address.Phone, line.NameVi, line.NameEn }).SingleAsync(cancellationToken);
        var name = order.Language == Languages.Default ? order.NameVi : order.NameEn;
        Tell(
            review, order.Email.Length > 0 ? order.Email : order.Phone, Texts.In(order.Language, "reviews.mail-refused-subject", name),
            Texts.In(
                order.Language, "reviews.mail-refused", name, review.Refusal,
                site.Of($"/orders/{order.Number}/lines/{review.LineId.Value}/review?key={order.AccessKey}", order.Language)));
    }

    /// <summary>What was decided on other words holds no longer. One that was never saved has had no decision.</summary>
    public Task Handle(ReviewWritten notification, CancellationToken cancellationToken) => notification.Review.Id == 0
        ? Task.CompletedTask
        : db.CallOff(ReviewMessages.OfReview(notification.Review.Id), DateTimeOffset.MinValue, cancellationToken);

    private void Tell(Review review, string to, string subject, string text) => outbox.Add(
        Outbox.Message, new PersonalMessage(to, subject, text), $"{ReviewMessages.OfReview(review.Id)}{review.Version}", clock.GetUtcNow() + ModeratorDecision.CanBeUndoneFor);
}

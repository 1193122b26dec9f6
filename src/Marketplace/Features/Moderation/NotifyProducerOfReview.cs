using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;
using MediatR;

namespace Marketplace.Features.Moderation;

/// <summary>Tells the maker what was decided, in their language, once it can no longer be undone.</summary>
internal sealed class NotifyProducerOfReview(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, TimeProvider clock)
    : INotificationHandler<ProducerReviewed>, INotificationHandler<ProductReviewed>
{
    public async Task Handle(ProducerReviewed reviewed, CancellationToken cancellationToken)
    {
        var contact = await contacts.Of(reviewed.ProducerId, cancellationToken);
        var producer = await db.Producers.FindAsync([reviewed.ProducerId], cancellationToken);
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                contact.To, Texts.In(contact.Language, "moderation.mail-subject", contact.NameVi),
                Texts.In(contact.Language, "moderation.mail-producer." + reviewed.Decision, contact.NameVi, reviewed.Message)),
            $"{ReviewMessages.Of(reviewed.ProducerId)}{producer!.Version}", clock.GetUtcNow() + ModeratorDecision.CanBeUndoneFor);
    }

    public async Task Handle(ProductReviewed reviewed, CancellationToken cancellationToken)
    {
        var contact = await contacts.Of(reviewed.ProducerId, cancellationToken);
        var product = await db.Products.FindAsync([reviewed.ProductId], cancellationToken);
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                contact.To, Texts.In(contact.Language, "moderation.mail-subject", product!.NameVi),
                Texts.In(contact.Language, "moderation.mail-product." + reviewed.Decision, product.NameVi, reviewed.Message)),
            $"{ReviewMessages.Of(reviewed.ProductId)}{product.Version}", clock.GetUtcNow() + ModeratorDecision.CanBeUndoneFor);
    }
}

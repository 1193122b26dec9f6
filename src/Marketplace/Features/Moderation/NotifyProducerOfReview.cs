using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;
using MediatR;

namespace Marketplace.Features.Moderation;

/// <summary>Tells the maker what was decided, in their language, once it can no longer be undone.</summary>
internal sealed class NotifyProducerOfReview(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock)
    : INotificationHandler<ProducerReviewed>, INotificationHandler<ProductReviewed>
{
    public async Task Handle(ProducerReviewed reviewed, CancellationToken cancellationToken)
    {
        var contact = await contacts.Of(reviewed.ProducerId, cancellationToken);
        var producer = await db.Producers.FindAsync([reviewed.ProducerId], cancellationToken);
        var outcome = reviewed is { Before: ProducerStatus.Suspended, Decision: ProducerStatus.Verified } ? "Reinstated" : reviewed.Decision.ToString();
        Tell(
            contact, contact.NameVi, "moderation.mail-producer." + outcome, reviewed.Message, $"/studio/{contact.Slug}/application",
            $"{ReviewMessages.Of(reviewed.ProducerId)}{producer!.Version}");
    }

    public async Task Handle(ProductReviewed reviewed, CancellationToken cancellationToken)
    {
        var contact = await contacts.Of(reviewed.ProducerId, cancellationToken);
        var product = await db.Products.FindAsync([reviewed.ProductId], cancellationToken);
        var producer = await db.Producers.FindAsync([reviewed.ProducerId], cancellationToken);
        var outcome = reviewed.Decision is ProductStatus.Published && producer!.Status is ProducerStatus.Suspended ? "PublishedWhileSuspended" : reviewed.Decision.ToString();
        Tell(
            contact, product!.NameVi, "moderation.mail-product." + outcome, reviewed.Message, $"/studio/{contact.Slug}/listings/{product.Id.Value}",
            $"{ReviewMessages.Of(reviewed.ProductId)}{product.Version}");
    }

    private void Tell(ProducerContact contact, string name, string words, string message, string page, string key) => outbox.Add(
        Outbox.Message,
        new PersonalMessage(
            contact.To, Texts.In(contact.Language, "moderation.mail-subject", name),
            $"{Texts.In(contact.Language, words, name, message).TrimEnd()}\n{site.Of(page, contact.Language)}"),
        key, clock.GetUtcNow() + ModeratorDecision.CanBeUndoneFor);
}

using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Crafts;

/// <summary>Tells the makers what was decided on the story of their craft, once the decision can no longer be undone; and nothing of one that holds no longer.</summary>
internal sealed class TellOfCrafts(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock)
    : INotificationHandler<CraftStoryPublished>, INotificationHandler<CraftStoryReturned>, INotificationHandler<CraftStoryReopened>
{
    public async Task Handle(CraftStoryPublished notification, CancellationToken cancellationToken)
    {
        var (story, contact, craft) = await Read(notification.Story, cancellationToken);
        Tell(story, contact, craft, Texts.In(contact.Language, "moderation.mail-craft-published", craft.NameIn(contact.Language), site.Of(CraftStoryView.PathOf(contact.Slug, craft.Slug), contact.Language)));
    }

    public async Task Handle(CraftStoryReturned notification, CancellationToken cancellationToken)
    {
        var (story, contact, craft) = await Read(notification.Story, cancellationToken);
        Tell(
            story, contact, craft,
            Texts.In(contact.Language, "moderation.mail-craft-returned", craft.NameIn(contact.Language), story.Message, site.Of($"/studio/{contact.Slug}/crafts/{craft.Slug}", contact.Language)));
    }

    public Task Handle(CraftStoryReopened notification, CancellationToken cancellationToken) =>
        db.CallOff(ReviewMessages.OfCraft(notification.Story.Id), DateTimeOffset.MinValue, cancellationToken);

    private async Task<(CraftStory Story, ProducerContact Contact, CraftName Craft)> Read(CraftStory story, CancellationToken ct) => (
        story, await contacts.Of(story.ProducerId, ct),
        await db.Techniques.AsNoTracking().Where(craft => craft.Id == story.TechniqueId).Select(craft => new CraftName(craft.Slug, craft.NameVi, craft.NameEn)).SingleAsync(ct));

    private void Tell(CraftStory story, ProducerContact contact, CraftName craft, string text) => outbox.Add(
        Outbox.Message, new PersonalMessage(contact.To, Texts.In(contact.Language, "moderation.mail-craft-subject", craft.NameIn(contact.Language)), text),
        $"{ReviewMessages.OfCraft(story.Id)}{story.Version}", clock.GetUtcNow() + ModeratorDecision.CanBeUndoneFor);

    private sealed record CraftName(string Slug, string Vi, string En)
    {
        public string NameIn(string language) => language == Languages.Default ? Vi : En;
    }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;

namespace Marketplace.Features.Moderation.Producers;

public enum ProfilePart
{
    Portrait = 1,
    Voice = 2,
}

/// <summary>A portrait or a voice does not belong on the shop's page: it is gone at once, for good, and the maker is told. Asked for twice, it is gone and told once.</summary>
public sealed record TakeDown(ProducerId Producer, UserId Moderator, ProfilePart Part) : ICommand<Result>;

internal sealed class TakeDownHandler(MarketplaceDb db, ProfileMedia profile, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock) : IRequestHandler<TakeDown, Result>
{
    public async Task<Result> Handle(TakeDown command, CancellationToken ct)
    {
        if (await db.Producers.FindAsync([command.Producer], ct) is null)
        {
            return ProducerRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (await db.IsOwnShop(command.Moderator, command.Producer, now, ct))
        {
            return Reviewing.OwnShop;
        }

        if (!(command.Part == ProfilePart.Portrait ? await profile.RemovePortrait(command.Producer, ct) : await profile.RemoveVoice(command.Producer, ct)))
        {
            return Result.Ok;
        }

        db.Log(command.Moderator, "producer.take-down", AuditSubject.Of(command.Producer), $"{command.Part}", now);
        var contact = await contacts.Of(command.Producer, ct);
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                contact.To, Texts.In(contact.Language, "moderation.taken-down-subject", contact.NameVi),
                Texts.In(contact.Language, "moderation.taken-down." + command.Part, contact.NameVi, site.Of($"/studio/{contact.Slug}/profile", contact.Language))),
            $"taken-down:{Guid.CreateVersion7(now):N}");
        return Result.Ok;
    }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Producers;

/// <summary>The producer someone acts for in this request, and who acts. Commands are given both.</summary>
public sealed record ActingFor(
    ProducerId ProducerId, string Slug, string NameVi, string NameEn, ProducerKind Kind, ProducerStatus Status, bool IsPaused, Actor Actor, bool IsRepresentative)
{
    /// <summary>A helper acts under a mandate; every page says for whom.</summary>
    public bool IsHelper => Actor.Principal is not null;
}

/// <summary>A helper of the past, or of other things: since when, or nothing where the mandate does not cover what is asked.</summary>
public sealed record EndedHelp(string NameVi, string NameEn, DateTimeOffset? EndedAt)
{
    /// <summary>What was typed and is not stored any more, to be copied.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];
}

/// <summary>Decides whether someone may act for a producer: a membership in force, or a mandate that covers what is asked. Money and bank data are for members only.</summary>
public sealed class ActingProducer(MarketplaceDb db, TimeProvider clock)
{
    /// <param name="user">Who asks.</param>
    /// <param name="slug">The producer's address.</param>
    /// <param name="scope">What a helper's mandate must cover; <see cref="MandateScope.None"/> shuts helpers out.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ActingFor?> Find(UserId user, string slug, MandateScope scope, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = now.VietnamDay();
        var found = await db.Producers.AsNoTracking()
            .Where(producer => producer.Slug == slug)
            .Select(producer => new
            {
                producer.Id,
                producer.Slug,
                producer.NameVi,
                producer.NameEn,
                producer.Kind,
                producer.Status,
                producer.IsPaused,
                Roles = db.Memberships
                    .Where(membership => membership.ProducerId == producer.Id && membership.From <= today && (membership.Until == null || membership.Until >= today)
                        && db.Users.Any(account => account.Id == user.Value && account.PersonId == membership.PersonId))
                    .Select(membership => membership.Role).ToList(),
            })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        Actor actor;
        if (found.Roles.Count > 0)
        {
            actor = new Actor(user);
        }
        else if (scope != MandateScope.None && await HasMandate(user, found.Id, scope, now, ct))
        {
            actor = new Actor(user, found.Id);
        }
        else
        {
            return null;
        }

        return new ActingFor(found.Id, found.Slug, found.NameVi, found.NameEn, found.Kind, found.Status, found.IsPaused, actor,
            found.Roles.Contains(MembershipRole.Representative));
    }

    /// <summary>Whoever helped this producer and may not do what is asked, or not any more; nothing for everyone else.</summary>
    public Task<EndedHelp?> Help(UserId user, string slug, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return (
            from mandate in db.Mandates.AsNoTracking()
            join producer in db.Producers on mandate.ProducerId equals producer.Id
            where mandate.HelperId == user && producer.Slug == slug
            orderby mandate.From descending
            select new EndedHelp(producer.NameVi, producer.NameEn, mandate.RevokedAt ?? (mandate.Until <= now ? mandate.Until : null))).FirstOrDefaultAsync(ct);
    }

    private async Task<bool> HasMandate(UserId helper, ProducerId producer, MandateScope scope, DateTimeOffset now, CancellationToken ct)
    {
        var mandates = await db.Mandates.AsNoTracking().Where(mandate => mandate.HelperId == helper && mandate.ProducerId == producer).ToListAsync(ct);
        return mandates.Exists(mandate => mandate.Covers(scope, now));
    }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;
using SiteAddress = Marketplace.Infrastructure.Configuration.SiteAddress;

namespace Marketplace.Features.Studio.Members;

/// <summary>
/// Ends someone's place in the shop from today on. What they made and earned until then stays theirs; the last representative stays. Another's ends with the
/// password only, and they and everybody else who represents the shop are told.
/// </summary>
public sealed record EndMembership(ProducerId Producer, Actor Actor, bool IsRepresentative, MembershipId Membership, string? Password = null) : ICommand<Result>, ITransactional, ITakesPassword
{
    /// <summary>What was typed is always tried. Whether one had to be typed is known only when the place is.</summary>
    public UserId? PasswordOf => IsRepresentative && Password is not null ? Actor.UserId : null;
}

/// <summary>Takes an invitation back.</summary>
public sealed record WithdrawInvitation(ProducerId Producer, Actor Actor, bool IsRepresentative, InvitationId Invitation) : ICommand<Result>;

internal sealed class EndMembershipHandler(MarketplaceDb db, SensitiveReader sensitive, ProfileMedia profile, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock)
    : IRequestHandler<EndMembership, Result>, IRequestHandler<WithdrawInvitation, Result>
{
    public async Task<Result> Handle(EndMembership command, CancellationToken ct)
    {
        if (!command.IsRepresentative)
        {
            return MemberRefusals.RepresentativeOnly;
        }

        var now = clock.GetUtcNow();
        var current = await db.Memberships.In(command.Producer, now.VietnamDay()).ToListAsync(ct);
        if (current.Find(membership => membership.Id == command.Membership) is not { } membership)
        {
            // Asked for again after a lost answer, the place has ended already.
            var ended = await db.Memberships.AsNoTracking().SingleOrDefaultAsync(membership => membership.Id == command.Membership, ct);
            return ended is null || (ended.ProducerId == command.Producer && ended.Until < now.VietnamDay()) ? Result.Ok : MemberRefusals.NotFound;
        }

        if (!current.Exists(other => other.Role == MembershipRole.Representative && other.PersonId != membership.PersonId))
        {
            return new Refusal("studio.last-representative");
        }

        if (membership.Role == MembershipRole.Representative)
        {
            if (command is not { Password: not null, Actor.UserId: { } actor })
            {
                return new Refusal("accounts.password-wrong", nameof(command.Password));
            }

            await Warn(membership, actor, now, ct);
        }

        membership.Until = now.VietnamDay().AddDays(-1);
        if (!current.Exists(other => other.PersonId == membership.PersonId && other.Id != membership.Id))
        {
            // Who has left can no longer come here to take a permission back, so each ends with the place it was given in.
            var given = await db.Consents.InForce().Where(consent => consent.ProducerId == command.Producer && consent.PersonId == membership.PersonId).ToListAsync(ct);
            await db.EndConsents(given, sensitive, profile, command.Actor, now, ct);
        }

        // Two representatives who remove each other at once both touch the shop, so that one of them loses the race.
        var producer = await db.Producers.SingleAsync(producer => producer.Id == command.Producer, ct);
        db.Entry(producer).Property(shop => shop.MemberCount).IsModified = true;
        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = command.Actor.UserId, Action = "member.end", Subject = AuditSubject.Of(command.Producer), Detail = $"{membership.PersonId.Value} {membership.Role}" });
        return Result.Ok;
    }

    private async Task Warn(Membership ending, UserId actor, DateTimeOffset now, CancellationToken ct)
    {
        var by = await db.NameOf(actor, ct);
        var name = await db.Persons.Where(person => person.Id == ending.PersonId).Select(person => person.FullName).SingleAsync(ct);
        var told = await contacts.All(ending.ProducerId, now.VietnamDay(), ct);
        outbox.Alarm($"represent-ended:{ending.Id.Value:N}", told, site, "members", language => Texts.In(
            language, "studio.represent-ended-text", told[0].NameVi, name, by, Format.Time(now, language)));
    }

    public async Task<Result> Handle(WithdrawInvitation command, CancellationToken ct)
    {
        if (!command.IsRepresentative)
        {
            return MemberRefusals.RepresentativeOnly;
        }

        var invitation = await db.Invitations.SingleOrDefaultAsync(invitation => invitation.Id == command.Invitation, ct);
        if (invitation is not null && invitation.ProducerId != command.Producer)
        {
            return MemberRefusals.NotFound;
        }

        if (invitation is null or { ClosedAt: not null })
        {
            return Result.Ok;
        }

        invitation.Close(clock.GetUtcNow());
        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = command.Actor.UserId,
            Action = "member.uninvite",
            Subject = AuditSubject.Of(command.Producer),
            Detail = $"{invitation.Id.Value}",
        });
        return Result.Ok;
    }
}

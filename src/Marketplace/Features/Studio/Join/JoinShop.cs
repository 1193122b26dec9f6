using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Features.Studio.Members;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;
using SiteAddress = Marketplace.Infrastructure.Configuration.SiteAddress;

namespace Marketplace.Features.Studio.Join;

/// <summary>The invited person accepts. A representative accepts the regulation with it, as every representative does, and the others are told.</summary>
public sealed record JoinShop(InvitationId Invitation, UserId User, bool AcceptsTerms) : ICommand<Result<string>>, ITransactional;

internal sealed class JoinShopHandler(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock) : IRequestHandler<JoinShop, Result<string>>
{
    public async Task<Result<string>> Handle(JoinShop command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = now.VietnamDay();
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        var invitation = await db.Invitations.SingleOrDefaultAsync(invitation => invitation.Id == command.Invitation, ct);
        if (invitation is null || user.UserName != invitation.Login)
        {
            return MemberRefusals.NotFound;
        }

        var slug = await db.Producers.Where(producer => producer.Id == invitation.ProducerId).Select(producer => producer.Slug).SingleAsync(ct);
        if (user.PersonId is { } self && await db.Memberships.In(invitation.ProducerId, today).AnyAsync(membership => membership.PersonId == self, ct))
        {
            return slug;
        }

        if (!invitation.IsOpen(now))
        {
            return new Refusal("studio.invitation-over");
        }

        if (invitation.Role == MembershipRole.Representative && !command.AcceptsTerms)
        {
            return new Refusal("studio.terms-required", nameof(command.AcceptsTerms));
        }

        if (user.PersonId is { } returning
            && await db.Memberships.AnyAsync(membership => membership.ProducerId == invitation.ProducerId && membership.PersonId == returning && membership.From == today, ct))
        {
            // A place begins once per person and day.
            return new Refusal("studio.join-tomorrow");
        }

        if (await db.SharesOf(invitation.ProducerId, today, ct) + invitation.ShareBasisPoints > MemberQueries.Whole)
        {
            return new Refusal("studio.shares-over-whole");
        }

        if (user.PersonId is null)
        {
            var person = new Person { Id = PersonId.New(), FullName = invitation.FullName, RecordedAt = now };
            db.Persons.Add(person);
            (user.PersonId, user.ConcurrencyStamp) = (person.Id, Guid.NewGuid().ToString());
        }

        db.Memberships.Add(new Membership
        {
            Id = MembershipId.New(),
            PersonId = user.PersonId.Value,
            ProducerId = invitation.ProducerId,
            Role = invitation.Role,
            ShareBasisPoints = invitation.ShareBasisPoints,
            From = today,
        });
        if (invitation.Role == MembershipRole.Representative)
        {
            db.Consents.Add(new Consent
            {
                Id = ConsentId.New(),
                PersonId = user.PersonId.Value,
                ProducerId = invitation.ProducerId,
                Purpose = ConsentPurpose.Selling,
                TextVersion = ConsentTexts.Version,
                GivenAt = now,
            });
            var told = await contacts.All(invitation.ProducerId, today, ct);
            outbox.Alarm($"represent-joined:{invitation.Id.Value:N}", told, site, "members", language => Texts.In(
                language, "studio.represent-joined-text", told[0].NameVi, invitation.FullName, invitation.Login, Format.Time(now, language)));
        }

        invitation.Close(now);
        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = command.User, Action = "member.join", Subject = AuditSubject.Of(invitation.ProducerId), Detail = $"{invitation.Id.Value} {invitation.Role}" });
        return slug;
    }
}

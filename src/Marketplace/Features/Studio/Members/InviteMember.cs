using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;
using SiteAddress = Marketplace.Infrastructure.Configuration.SiteAddress;

namespace Marketplace.Features.Studio.Members;

/// <summary>
/// Asks someone to join, by the e-mail address or telephone number they sign in with. Only the representative may, and with their password when it is to
/// represent the shop: then everybody who does is told.
/// </summary>
public sealed record InviteMember(
    ProducerId Producer, Actor Actor, bool IsRepresentative, string FullName, string Login, MembershipRole? Role, long? SharePercent, string? Password = null)
    : ICommand<Result>, ITransactional, ITakesPassword
{
    public UserId? PasswordOf => IsRepresentative && Role == MembershipRole.Representative ? Actor.UserId : null;
}

internal sealed class InviteMemberValidator : AbstractValidator<InviteMember>
{
    public InviteMemberValidator()
    {
        RuleFor(command => command.FullName).Must(text => Typing.IsLine(text, 1, 120)).WithErrorCode("studio.person-name-required");
        RuleFor(command => command.Login).Must(text => Login.Parse(text) is not null).WithErrorCode("studio.invite-login-wrong");
        RuleFor(command => command.Role).Must(role => role is { } one && Enum.IsDefined(one)).WithErrorCode("studio.role-required");
        RuleFor(command => command.SharePercent).Must(share => share is null or (>= 0 and <= 100)).WithErrorCode("studio.share-range");
    }
}

internal sealed class InviteMemberHandler(MarketplaceDb db, Outbox outbox, IMessageSender sender, ProducerContacts contacts, SiteAddress site, TimeProvider clock)
    : IRequestHandler<InviteMember, Result>
{
    /// <summary>Open at once; more than this writes to strangers, not to members.</summary>
    public const int MostOpen = 20;

    /// <summary>Of one shop within a day, those taken back included: each was a letter.</summary>
    public const int MostPerDay = 20;

    /// <summary>To one address within a day, whichever shops send them.</summary>
    public const int MostPerAddress = 3;

    public async Task<Result> Handle(InviteMember command, CancellationToken ct)
    {
        if (!command.IsRepresentative)
        {
            return MemberRefusals.RepresentativeOnly;
        }

        // What nobody has looked at yet writes to nobody: its name, too, is in the letter.
        if (!await db.Producers.AnyAsync(producer => producer.Id == command.Producer && producer.Status == ProducerStatus.Verified, ct))
        {
            return new Refusal("studio.invite-verified-only");
        }

        var now = clock.GetUtcNow();
        var login = Login.Parse(command.Login)!.Value;
        if (!sender.CanReach(login.Value))
        {
            return new Refusal("accounts.phone-unreachable", nameof(command.Login));
        }

        var open = (await db.Invitations.Where(invitation => invitation.ProducerId == command.Producer && invitation.ClosedAt == null).ToListAsync(ct)).Where(invitation => invitation.IsOpen(now)).ToList();
        if (open.Count >= MostOpen)
        {
            return new Refusal("studio.too-many-invitations", nameof(command.Login), MostOpen);
        }

        if (open.Exists(invitation => invitation.Login == login.Value) || await IsMember(command.Producer, login, now.VietnamDay(), ct))
        {
            return new Refusal("studio.invited-already", nameof(command.Login));
        }

        if (await Often(command, login, now, ct) is { } often)
        {
            return often;
        }

        var share = (int)(command.SharePercent ?? 0) * 100;
        if (await db.SharesOf(command.Producer, now.VietnamDay(), ct) + open.Sum(invitation => invitation.ShareBasisPoints) + share > MemberQueries.Whole)
        {
            return new Refusal("studio.shares-over-whole", nameof(command.SharePercent));
        }

        var made = new Invitation
        {
            Id = InvitationId.New(),
            ProducerId = command.Producer,
            FullName = command.FullName,
            Login = login.Value,
            Role = command.Role!.Value,
            ShareBasisPoints = share,
            InvitedBy = command.Actor.UserId!.Value,
            InvitedAt = now,
        };
        db.Invitations.Add(made);
        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = command.Actor.UserId, Action = "member.invite", Subject = AuditSubject.Of(command.Producer), Detail = $"{made.Id.Value} {made.Role}" });
        await Tell(made, login, ct);
        if (made.Role == MembershipRole.Representative)
        {
            await Warn(made, ct);
        }

        return Result.Ok;
    }

    private async Task Warn(Invitation invitation, CancellationToken ct)
    {
        var by = await db.NameOf(invitation.InvitedBy, ct);
        var told = await contacts.All(invitation.ProducerId, invitation.InvitedAt.VietnamDay(), ct);
        outbox.Alarm($"represent-invited:{invitation.Id.Value:N}", told, site, "members", language => Texts.In(
            language, "studio.represent-invited-text", told[0].NameVi, by, invitation.FullName, invitation.Login, Format.Time(invitation.InvitedAt, language)));
    }

    private async Task<Refusal?> Often(InviteMember command, Login login, DateTimeOffset now, CancellationToken ct)
    {
        var dayAgo = now.AddDays(-1);
        return await db.Invitations.CountAsync(invitation => invitation.ProducerId == command.Producer && invitation.InvitedAt > dayAgo, ct) >= MostPerDay
            ? new Refusal("studio.too-many-invitations-today", nameof(command.Login), MostPerDay)
            : await db.Invitations.CountAsync(invitation => invitation.Login == login.Value && invitation.InvitedAt > dayAgo, ct) >= MostPerAddress
                ? new Refusal("studio.invited-often", nameof(command.Login), MostPerAddress)
                : null;
    }

    private async Task<bool> IsMember(ProducerId producer, Login login, DateOnly today, CancellationToken ct)
    {
        var people = db.Users.SignsInAs(login).Where(user => user.PersonId != null).Select(user => user.PersonId);
        return await db.Memberships.In(producer, today).AnyAsync(membership => people.Contains(membership.PersonId), ct);
    }

    /// <summary>To somebody who need not know the shop: nothing in it but what a moderator has read and where it goes, so that nobody's own words are sent in the market's name.</summary>
    private async Task Tell(Invitation invitation, Login login, CancellationToken ct)
    {
        var shop = await db.Producers.Where(producer => producer.Id == invitation.ProducerId).Select(producer => producer.NameVi).SingleAsync(ct);
        var language = await db.Users.SignsInAs(login).Select(user => user.Language).FirstOrDefaultAsync(ct) ?? Languages.Default;
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                login.Value, Texts.In(language, "studio.invite-subject", shop),
                Texts.In(language, "studio.invite-text", shop, site.Of($"/invitations/{invitation.Id.Value}", language), login.Value)),
            $"invitation:{invitation.Id.Value:N}");
    }
}

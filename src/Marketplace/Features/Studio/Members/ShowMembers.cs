using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Members;

/// <summary>Who belongs to a shop today, and who has been asked to.</summary>
public sealed record ShowMembers(ProducerId Producer, bool IsRepresentative) : IQuery<MembersModel>;

/// <param name="Slug">Of the shop.</param>
/// <param name="IsRepresentative">The reader is one.</param>
/// <param name="IsVerified">Before it is, the shop invites nobody.</param>
/// <param name="Members">Of today.</param>
/// <param name="Invitations">Open ones.</param>
public sealed record MembersModel(string Slug, bool IsRepresentative, bool IsVerified, IReadOnlyList<MemberRow> Members, IReadOnlyList<InvitationRow> Invitations)
{
    public IEnumerable<ChoiceItem> Roles { get; } =
        [.. Enum.GetValues<MembershipRole>().Select(role => new ChoiceItem(role.ToString(), Texts.Get("studio.role." + role), Texts.Get("studio.role-hint." + role)))];

    public int Representatives => Members.Count(member => member.Role == MembershipRole.Representative);

    public bool CanEnd(MemberRow member) => IsRepresentative && (member.Role != MembershipRole.Representative || Representatives > 1);
}

public sealed record MemberRow(Guid Id, string FullName, MembershipRole Role, int SharePercent, DateOnly From);

public sealed record InvitationRow(Guid Id, string FullName, string Login, MembershipRole Role, DateTimeOffset Until);

internal sealed class ShowMembersHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowMembers, MembersModel>
{
    public async Task<MembersModel> Handle(ShowMembers query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var shop = await db.Producers.Where(producer => producer.Id == query.Producer).Select(producer => new { producer.Slug, producer.Status }).SingleAsync(ct);
        var members = await db.Memberships.AsNoTracking().In(query.Producer, now.VietnamDay())
            .Join(db.Persons, membership => membership.PersonId, person => person.Id, (membership, person) => new { membership, person.FullName })
            .OrderBy(pair => pair.membership.Role).ThenBy(pair => pair.FullName)
            .Select(pair => new MemberRow(pair.membership.Id.Value, pair.FullName, pair.membership.Role, pair.membership.ShareBasisPoints / 100, pair.membership.From))
            .ToListAsync(ct);
        var invitations = await db.Invitations.AsNoTracking()
            .Where(invitation => invitation.ProducerId == query.Producer && invitation.ClosedAt == null)
            .OrderBy(invitation => invitation.InvitedAt).ToListAsync(ct);

        return new MembersModel(
            shop.Slug, query.IsRepresentative, shop.Status == ProducerStatus.Verified, members,
            [.. invitations.Where(invitation => invitation.IsOpen(now))
                .Select(invitation => new InvitationRow(invitation.Id.Value, invitation.FullName, invitation.Login, invitation.Role, invitation.InvitedAt + Invitation.OpenFor))]);
    }
}

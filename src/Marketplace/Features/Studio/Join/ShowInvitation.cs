using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Join;

/// <summary>An invitation as the invited person reads it; nothing for everyone else.</summary>
public sealed record ShowInvitation(InvitationId Invitation, UserId User) : IQuery<JoinForm?>;

public sealed class JoinForm
{
    public bool AcceptsTerms { get; set; }

    [BindNever, ValidateNever]
    public string Shop { get; set; } = "";

    [BindNever, ValidateNever]
    public string Place { get; set; } = "";

    [BindNever, ValidateNever]
    public MembershipRole Role { get; set; }

    [BindNever, ValidateNever]
    public int SharePercent { get; set; }

    [BindNever, ValidateNever]
    public bool IsOpen { get; set; }
}

internal sealed class ShowInvitationHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowInvitation, JoinForm?>
{
    public async Task<JoinForm?> Handle(ShowInvitation query, CancellationToken ct)
    {
        var login = await db.Users.Where(user => user.Id == query.User.Value).Select(user => user.UserName).SingleAsync(ct);
        var row = await db.Invitations.AsNoTracking()
            .Where(invitation => invitation.Id == query.Invitation && invitation.Login == login)
            .Join(db.Producers, invitation => invitation.ProducerId, producer => producer.Id, (invitation, producer) => new
            {
                invitation,
                producer.NameVi,
                Place = db.AdminUnits.Where(unit => unit.Id == producer.UnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault() ?? "",
            })
            .SingleOrDefaultAsync(ct);

        return row is null ? null : new JoinForm
        {
            Shop = row.NameVi,
            Place = row.Place,
            Role = row.invitation.Role,
            SharePercent = row.invitation.ShareBasisPoints / 100,
            IsOpen = row.invitation.IsOpen(clock.GetUtcNow()),
        };
    }
}

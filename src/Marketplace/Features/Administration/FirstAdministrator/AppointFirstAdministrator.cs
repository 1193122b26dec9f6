using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Features.Administration.UserRoles;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Administration.FirstAdministrator;

/// <summary>
/// An administrator gives roles to others, so the first one comes from <see cref="FirstAdministratorSetting"/>: while nobody has the role, the account
/// named there gets it when it signs in, which it cannot before its address is confirmed.
/// </summary>
internal sealed class AppointFirstAdministrator(MarketplaceDb db, IConfiguration configuration, TimeProvider clock) : INotificationHandler<UserSignedIn>
{
    public async Task Handle(UserSignedIn notification, CancellationToken cancellationToken)
    {
        if (Login.Parse(configuration[FirstAdministratorSetting.Name]) is not { } login
            || await db.Users.FindAsync([notification.User.Value], cancellationToken) is not { } user
            || user.NormalizedUserName != login.Normalized
            || !(user.EmailConfirmed || user.PhoneNumberConfirmed)
            || await db.HasAdministrator(cancellationToken))
        {
            return;
        }

        var role = await db.Roles.Where(role => role.NormalizedName == UserQueries.NormalizedAdministrator).Select(role => role.Id).SingleAsync(cancellationToken);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role });
        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            Action = RoleAudit.Granted,
            Subject = AuditSubject.Of(user.UserId),
            Detail = Roles.Administrator,
        });
    }
}

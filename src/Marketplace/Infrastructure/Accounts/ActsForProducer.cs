using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>The studio's door: a role that says so, or a membership or mandate of today, so that a new producer need not sign in again.</summary>
internal sealed class ActsForProducer : IAuthorizationRequirement;

internal sealed class ActsForProducerHandler(MarketplaceDb db, TimeProvider clock) : AuthorizationHandler<ActsForProducer>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ActsForProducer requirement)
    {
        if (context.User.IsInRole(Roles.ProducerMember) || context.User.IsInRole(Roles.Helper)
            || (context.User.TryUserId() is { } user && (await IsMember(user) || await IsHelper(user))))
        {
            context.Succeed(requirement);
        }
    }

    private Task<bool> IsMember(UserId user) => db.Users
        .Where(account => account.Id == user.Value)
        .Join(db.Memberships, account => account.PersonId, membership => membership.PersonId, (_, membership) => membership)
        .AnyAsync(membership => membership.Until == null);

    private Task<bool> IsHelper(UserId user) => db.Mandates.InForce(clock.GetUtcNow()).AnyAsync(mandate => mandate.HelperId == user);
}

using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>
/// Identity's store without its own saving: the unit of work saves users with everything else the command changed. Outside a command nothing is
/// written. The base class's Update re-attaches the user, which loses what a unit of work has tracked since, so ours only marks the change.
/// </summary>
internal sealed class PipelineUserStore : UserStore<User, IdentityRole<Guid>, MarketplaceDb, Guid>
{
    public PipelineUserStore(MarketplaceDb db, IdentityErrorDescriber describer)
        : base(db, describer) => AutoSaveChanges = false;

    public override Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken = default)
    {
        var entry = Context.Entry(user);
        if (entry.State is EntityState.Detached)
        {
            Context.Update(user);
        }
        else if (entry.State is not EntityState.Added && user.ConcurrencyStamp == entry.OriginalValues.GetValue<string>(nameof(User.ConcurrencyStamp)))
        {
            user.ConcurrencyStamp = Guid.NewGuid().ToString();
        }

        return Task.FromResult(IdentityResult.Success);
    }
}

using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>
/// Identity's store without its own saving: the unit of work saves users with everything else the command changed. Outside a command nothing is
/// written. The base class's Update re-attaches the user, which loses what a unit of work has tracked since, so ours only marks the change.
/// What opens an account is not readable in the database: an authenticator's key is encrypted, recovery codes are hashed with a key.
/// </summary>
internal sealed class PipelineUserStore : UserStore<User, IdentityRole<Guid>, MarketplaceDb, Guid>
{
    private const string IdentitysOwn = "[AspNetUserStore]";
    private const string RecoveryCodes = "RecoveryCodes";
    private const char Between = ';';
    private readonly ColumnProtector _protector;
    private readonly PersonKeys _keys;

    public PipelineUserStore(MarketplaceDb db, IdentityErrorDescriber describer, ColumnProtector protector, PersonKeys keys)
        : base(db, describer)
    {
        AutoSaveChanges = false;
        (_protector, _keys) = (protector, keys);
    }

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

    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } cipher ? _protector.Authenticator(user.UserId, Convert.FromBase64String(cipher)) : null;

    public override Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, Convert.ToBase64String(_protector.Authenticator(user.UserId, key)), cancellationToken);

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hashed(user, code)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var left = (await GetTokenAsync(user, IdentitysOwn, RecoveryCodes, cancellationToken) ?? "").Split(Between).ToList();
        if (!left.Remove(Hashed(user, code)))
        {
            return false;
        }

        await SetTokenAsync(user, IdentitysOwn, RecoveryCodes, string.Join(Between, left), cancellationToken);
        return true;
    }

    private string Hashed(User user, string code) => Convert.ToBase64String(_keys.OfRecoveryCode(user.UserId, code)).TrimEnd('=');
}

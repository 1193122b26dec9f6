using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>
/// Counts wrong guesses at a password; after five of them the account rests. Each is one guarded update, saved at once: guesses sent side by side are all
/// counted, none of them loses a race whose message would tell that there is an account, and a refused command leaves them counted.
/// </summary>
public sealed class Guesses(MarketplaceDb db, IWriteGate gate, TimeProvider clock)
{
    public const int BeforeRest = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    public async Task Wrong(Guid user, CancellationToken ct)
    {
        DateTimeOffset? until = clock.GetUtcNow() + Rest;
        using var turn = await gate.Enter(ct);
        await Awake(user).ExecuteUpdateAsync(
            set => set
                .SetProperty(account => account.LockoutEnd, account => account.AccessFailedCount + 1 >= BeforeRest ? until : null)
                .SetProperty(account => account.AccessFailedCount, account => account.AccessFailedCount + 1 >= BeforeRest ? 0 : account.AccessFailedCount + 1),
            ct);
    }

    /// <returns>Whether it counts: the right password opens no account that rests.</returns>
    public async Task<bool> Right(Guid user, CancellationToken ct)
    {
        using var turn = await gate.Enter(ct);
        return await Awake(user).ExecuteUpdateAsync(
            set => set.SetProperty(account => account.LockoutEnd, (DateTimeOffset?)null).SetProperty(account => account.AccessFailedCount, 0), ct) == 1;
    }

    private IQueryable<User> Awake(Guid user)
    {
        var now = clock.GetUtcNow();
        return db.Users.Where(account => account.Id == user && (account.LockoutEnd == null || account.LockoutEnd <= now));
    }
}

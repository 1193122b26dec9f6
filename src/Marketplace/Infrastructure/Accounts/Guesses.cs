using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>From <c>SignIn</c>.</summary>
public sealed class GuessOptions
{
    public const string Section = "SignIn";

    /// <summary>So many wrong passwords for one account within an hour, from wherever it is not known, stop all such places.</summary>
    public int WrongPerHour { get; set; } = 50;
}

/// <summary>A wrong password; gone after an hour.</summary>
public sealed class WrongGuess
{
    public long Id { get; private set; }

    /// <summary>Nobody's where there is no such account: the same work is done for it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Where it was tried, as <see cref="Guesses"/> names it.</summary>
    public required string Place { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>
/// Counts wrong guesses at a password, each for the place it comes from: after five within a quarter of an hour that place waits, so that a stranger locks out
/// nobody but himself. A place is a network; or the browsers in which the account's own password was right before (OWASP's device cookies); or the sessions that
/// ask for the password again. When many networks guess at one account, all of them wait together; its owner still comes in where it is known, or by the link that
/// sets a new password. Written at once: guesses sent side by side are all counted, none of them loses a race whose message would tell that there is an account,
/// and a refused command leaves them counted.
/// </summary>
public sealed class Guesses(MarketplaceDb db, IWriteGate gate, PersonKeys keys, GuessOptions options, TimeProvider clock)
{
    public const int BeforeRest = 5;

    /// <summary>Browsers in which the account's own password was right before.</summary>
    public const string KnownBrowser = "known";

    /// <summary>Somebody who is signed in is asked once more.</summary>
    public const string Session = "session";

    /// <summary>Codes of the second step, which nobody comes to but with the right password: from wherever, they are counted together.</summary>
    public const string SecondStep = "code";

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>A network is kept under a pseudonym: who asks from where is nobody's business afterwards.</summary>
    public string Network(Guid user, string network) => Convert.ToHexString(keys.Of(new UserId(user), network));

    public async Task Wrong(Guid user, string place, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var over = now - Kept;
        using var turn = await gate.Enter(ct);
        await db.WrongGuesses.Where(guess => guess.At <= over).ExecuteDeleteAsync(ct);
        if (!Rests(await Recent(user, ct), place, now))
        {
            await db.AddAtOnce(new WrongGuess { UserId = user, Place = place, At = now }, ct);
        }
    }

    /// <returns>Whether it counts: the right password opens nothing from a place that rests.</returns>
    public async Task<bool> Right(Guid user, string place, CancellationToken ct)
    {
        using var turn = await gate.Enter(ct);
        var recent = await Recent(user, ct);
        if (Rests(recent, place, clock.GetUtcNow()))
        {
            return false;
        }

        if (recent.Exists(guess => guess.Place == place))
        {
            await db.WrongGuesses.Where(guess => guess.UserId == user && guess.Place == place).ExecuteDeleteAsync(ct);
        }

        return true;
    }

    /// <summary>Whoever holds the link sent to the account's address need not wait with the password. The codes are another thing to have.</summary>
    public async Task Forget(Guid user, CancellationToken ct)
    {
        using var turn = await gate.Enter(ct);
        await db.WrongGuesses.Where(guess => guess.UserId == user && guess.Place != SecondStep).ExecuteDeleteAsync(ct);
    }

    /// <summary>Asked before what is right would be used up in vain; <see cref="Right"/> decides.</summary>
    public async Task<bool> Waits(Guid user, string place, CancellationToken ct) => Rests(await Recent(user, ct), place, clock.GetUtcNow());

    private Task<List<WrongGuess>> Recent(Guid user, CancellationToken ct)
    {
        var after = clock.GetUtcNow() - Kept;
        return db.WrongGuesses.AsNoTracking().Where(guess => guess.UserId == user && guess.At > after).ToListAsync(ct);
    }

    private bool Rests(List<WrongGuess> recent, string place, DateTimeOffset now) =>
        recent.Count(guess => guess.Place == place && guess.At > now - Rest) >= BeforeRest
        || (IsStrange(place) && recent.Count(guess => IsStrange(guess.Place)) >= options.WrongPerHour);

    private static bool IsStrange(string place) => place is not (KnownBrowser or Session or SecondStep);
}

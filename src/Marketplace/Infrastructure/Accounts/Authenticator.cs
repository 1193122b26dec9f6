using System.Globalization;
using System.Security.Cryptography;
using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

public enum SecondStepChange
{
    On,
    Off,
    OffByAdministrator,
    NewRecoveryCodes,
}

/// <summary>Published inside the unit of work that changes it, before its one save.</summary>
/// <param name="User">Whose sign-in it is.</param>
/// <param name="By">Who changed it.</param>
/// <param name="Change">What became of it.</param>
internal sealed record SecondStepChanged(User User, UserId By, SecondStepChange Change) : INotification;

/// <summary>A key that is nobody's yet: the page carries it, sealed, until a code proves that an app has it.</summary>
public sealed record OfferedKey(string Key, string Sealed);

/// <summary>
/// The second step of a sign-in: the codes of an app on its owner's telephone, and recovery codes on paper for when that is lost. Whatever changes is saved by the
/// command's unit of work.
/// </summary>
public sealed class Authenticator(MarketplaceDb db, UserManager<User> users, IUserStore<User> store, IDataProtectionProvider protection)
{
    public const int RecoveryCodes = 10;

    private const int RecoveryGroups = 3;
    private const int PerGroup = 10_000;

    /// <summary>Another each time: who once looked at the page in a session left open does not know the key that counts later.</summary>
    public OfferedKey Offer(User user)
    {
        var key = users.GenerateNewAuthenticatorKey();
        return new OfferedKey(key, Seal(user).Protect(key));
    }

    /// <returns>The key that was offered to this user, or nothing: it is changed, another's, or of before something else about their sign-in changed.</returns>
    public OfferedKey? Open(User user, string sealedKey)
    {
        try
        {
            return new OfferedKey(Seal(user).Unprotect(sealedKey), sealedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <returns>Whether the code is of this key. Only then it may be kept.</returns>
    public async Task<bool> Take(User user, OfferedKey offered, string code, CancellationToken ct)
    {
        await ((IUserAuthenticatorKeyStore<User>)store).SetAuthenticatorKeyAsync(user, offered.Key, ct);
        return await IsOfTheApp(user, WithoutSpaces(code));
    }

    /// <summary>Ends the other sessions, of whoever knew no more than the password.</summary>
    public static void TurnOn(User user)
    {
        user.TwoFactorEnabled = true;
        user.EndSessions();
    }

    public async Task TurnOff(User user, CancellationToken ct)
    {
        db.UserTokens.RemoveRange(await db.UserTokens.Where(token => token.UserId == user.Id).ToListAsync(ct));
        user.TwoFactorEnabled = false;
        user.EndSessions();
    }

    /// <summary>A code of the app or one of the recovery codes; either counts once.</summary>
    public async Task<bool> Accepts(User user, string typed)
    {
        var code = WithoutSpaces(typed);
        return code.Length == AuthenticatorCodes.Digits ? await IsOfTheApp(user, code) : (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;
    }

    public Task<int> RecoveryCodesLeft(User user) => users.CountRecoveryCodesAsync(user);

    /// <summary>In place of those there were. Of digits alone, unlike Identity's: telephones show the keys for numbers where they are typed.</summary>
    public async Task<IReadOnlyList<string>> NewRecoveryCodes(User user, CancellationToken ct)
    {
        var codes = new HashSet<string>();
        while (codes.Count < RecoveryCodes)
        {
            codes.Add(string.Join(' ', Enumerable.Range(0, RecoveryGroups).Select(_ => RandomNumberGenerator.GetInt32(PerGroup).ToString("D4", CultureInfo.InvariantCulture))));
        }

        await ((IUserTwoFactorRecoveryCodeStore<User>)store).ReplaceCodesAsync(user, codes.Select(WithoutSpaces), ct);
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        return [.. codes];
    }

    private Task<bool> IsOfTheApp(User user, string code) => users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code);

    private IDataProtector Seal(User user) => protection.CreateProtector("authenticator", user.Id.ToString("N"), user.SecurityStamp ?? "");

    private static string WithoutSpaces(string typed) => string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter)));
}

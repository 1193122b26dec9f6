using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>
/// The codes of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds): of this moment, the one before and the one after, for telephones that are a
/// little slow or fast. Each counts once, and none after a later one has. Identity's own provider takes a code as often as it is typed, for two and a half minutes.
/// </summary>
internal sealed class AuthenticatorCodes(TimeProvider clock) : IUserTwoFactorTokenProvider<User>
{
    public const int Digits = 6;
    public const int Seconds = 30;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerLetter = 5;
    private const int Drift = 1;
    private const string Ours = "Marketplace";
    private const string LastStep = "AuthenticatorLastStep";

    /// <summary>The app makes them.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult("");

    /// <inheritdoc cref="GenerateAsync"/>
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => Task.FromResult(false);

    /// <summary>A right code is used up by that; the user's new concurrency stamp lets only one of two sent side by side count.</summary>
    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (token.Length != Digits || await manager.GetAuthenticatorKeyAsync(user) is not { } key)
        {
            return false;
        }

        var kept = await manager.GetAuthenticationTokenAsync(user, Ours, LastStep);
        var last = kept is null ? 0 : long.Parse(kept, CultureInfo.InvariantCulture);
        var now = clock.GetUtcNow().ToUnixTimeSeconds() / Seconds;
        for (var step = now - Drift; step <= now + Drift; step++)
        {
            if (step > last && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(key, step)), Encoding.UTF8.GetBytes(token)))
            {
                return (await manager.SetAuthenticationTokenAsync(user, Ours, LastStep, step.ToString(CultureInfo.InvariantCulture))).Succeeded;
            }
        }

        return false;
    }

    /// <param name="key">In base 32.</param>
    /// <param name="step">So many times thirty seconds after 1970 began.</param>
    internal static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The one algorithm that every app knows; what breaks SHA-1 does not break HMAC.
        var hash = HMACSHA1.HashData(Bytes(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string base32)
    {
        var bytes = new byte[base32.Length * BitsPerLetter / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var letter = Alphabet.IndexOf(base32[bit / BitsPerLetter], StringComparison.Ordinal);
            bytes[bit / 8] |= (byte)((letter >> (BitsPerLetter - 1 - (bit % BitsPerLetter)) & 1) << (7 - (bit % 8)));
        }

        return bytes;
    }
}

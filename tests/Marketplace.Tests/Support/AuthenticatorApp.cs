using System.Globalization;
using System.Security.Cryptography;
using Marketplace.Infrastructure.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Support;

/// <summary>An authenticator app on somebody's telephone: RFC 6238 once more, so that ours is not compared with itself.</summary>
internal sealed record AuthenticatorApp(string Key)
{
    public string CodeAt(DateTimeOffset time)
    {
        var bits = string.Concat(Key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] key = [.. Enumerable.Range(0, bits.Length / 8).Select(place => Convert.ToByte(bits.Substring(place * 8, 8), 2))];
        var counter = BitConverter.GetBytes(time.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // As the apps do it.
        var hash = HMACSHA1.HashData(key, BitConverter.IsLittleEndian ? [.. counter.AsEnumerable().Reverse()] : counter);
#pragma warning restore CA5350
        var offset = hash[19] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
}

internal static class SecondSteps
{
    extension(TestMarketplace market)
    {
        /// <summary>Turns a saved user's second step on without ending their sessions.</summary>
        public async Task<(AuthenticatorApp App, IReadOnlyList<string> RecoveryCodes)> GivenSecondStep(User user)
        {
            await using var scope = market.Services.CreateAsyncScope();
            var authenticator = scope.ServiceProvider.GetRequiredService<Authenticator>();
            var store = (IUserAuthenticatorKeyStore<User>)scope.ServiceProvider.GetRequiredService<IUserStore<User>>();
            var db = scope.ServiceProvider.GetRequiredService<Marketplace.Infrastructure.Data.MarketplaceDb>();
            var saved = await db.Users.SingleAsync(one => one.Id == user.Id);
            var app = new AuthenticatorApp(authenticator.Offer(saved).Key);
            await store.SetAuthenticatorKeyAsync(saved, app.Key, TestContext.Current.CancellationToken);
            var codes = await authenticator.NewRecoveryCodes(saved, TestContext.Current.CancellationToken);
            saved.TwoFactorEnabled = true;
#pragma warning disable RS0030 // A test's own set-up.
            await db.SaveChangesAsync();
#pragma warning restore RS0030
            return (app, codes);
        }

        /// <summary>What the page offers to this user: the key as the form carries it, and an app that has it.</summary>
        public async Task<(string Sealed, AuthenticatorApp App)> OfferedTo(User user)
        {
            await using var scope = market.Services.CreateAsyncScope();
            var offered = scope.ServiceProvider.GetRequiredService<Authenticator>().Offer(user);
            return (offered.Sealed, new AuthenticatorApp(offered.Key));
        }
    }
}

using System.Globalization;
using System.Text;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Sends the link that lets its reader choose a password: proof that the address is theirs, for new accounts and forgotten passwords alike.</summary>
public sealed class AccountLinks(UserManager<User> users, MarketplaceDb db, Outbox outbox, SiteAddress site, TimeProvider clock)
{
    /// <summary>To one address within a day, whoever asks for them.</summary>
    public const int MostADay = 10;

    private static readonly TimeSpan OneMessagePer = TimeSpan.FromMinutes(2);

    /// <param name="user">Who is to receive it.</param>
    /// <param name="subject">Key of the subject: {0} shop.</param>
    /// <param name="text">Key of the message: {0} shop, {1} link, {2} sign-in page.</param>
    /// <param name="page">A page of ours that the link leads on to, if any.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Send(User user, string subject, string text, string? page, CancellationToken ct)
    {
        if (await FreeKey("account-link", user, ct) is not { } key)
        {
            return;
        }

        var token = Encode(await users.GeneratePasswordResetTokenAsync(user));
        var link = site.Of(string.Create(CultureInfo.InvariantCulture, $"/account/password/new?id={user.Id:N}&token={token}").GoingTo(page), user.Language);
        var body = Texts.In(user.Language, text, site.Name, link, site.Of("/account/sign-in".GoingTo(page), user.Language));
        outbox.Add(Outbox.Message, new PersonalMessage(user.UserName!, Texts.In(user.Language, subject, site.Name), body), key);
    }

    /// <summary>
    /// The key of the next message with a link, or nothing when this account has asked for one too many, or too soon: so that nobody's inbox is flooded by somebody
    /// who knows the address. Each has a number of its day, which only one message can have.
    /// </summary>
    internal async Task<string?> FreeKey(string kind, User user, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<string> ofToday = Keys(kind, user, now);
        List<string> ofTwoDays = [.. ofToday, .. Keys(kind, user, now.AddDays(-1))];
        var sent = await db.OutboxMessages.Where(message => ofTwoDays.Contains(message.IdempotencyKey)).Select(message => new { message.IdempotencyKey, message.CreatedAt }).ToListAsync(ct);
        return sent.Exists(message => message.CreatedAt > now - OneMessagePer) ? null : ofToday.Find(free => !sent.Exists(message => message.IdempotencyKey == free));
    }

    /// <summary>Whether this link was sent to this user, is young enough, and nothing about their sign-in has changed since.</summary>
    public Task<bool> IsGood(User user, string token) => Decode(token) is { } decoded
        ? users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<User>.ResetPasswordTokenPurpose, decoded)
        : Task.FromResult(false);

    private static List<string> Keys(string kind, User user, DateTimeOffset day) =>
        [.. Enumerable.Range(1, MostADay).Select(number => string.Create(CultureInfo.InvariantCulture, $"{kind}:{user.Id:N}:{day.UtcDateTime:yyyyMMdd}:{number}"))];

    private static string Encode(string token) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token));

    private static string? Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

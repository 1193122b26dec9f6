using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain.Messaging;
using MimeKit;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>Turns a message into a mail. The same key gives the same Message-ID, so that a mail server can drop the second of a repeated call.</summary>
internal static class Letter
{
    /// <summary>Where a telephone's messages go while no SMS provider is connected; the domain cannot exist.</summary>
    public const string PhoneDomain = "sms.invalid";

    public static bool IsForPhone(string to) => to.StartsWith('+');

    public static MimeMessage Write(PersonalMessage message, string idempotencyKey, SmtpOptions options, string name, DateTimeOffset now)
    {
        var from = MailboxAddress.Parse(options.From);
        var to = IsForPhone(message.To) ? $"{message.To}@{PhoneDomain}" : message.To;
        return new MimeMessage(
            [new MailboxAddress(name, from.Address)], [MailboxAddress.Parse(to)], message.Subject, new TextPart("plain") { Text = message.Text })
        {
            Date = now,
            MessageId = $"{Name(idempotencyKey)}@{from.Domain}",
        };
    }

    /// <summary>A name for the key that is safe in headers and file systems.</summary>
    public static string Name(string idempotencyKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)))[..24];

    public static string Stamp(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd-HHmmssfff", CultureInfo.InvariantCulture);
}

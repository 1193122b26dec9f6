using MailKit.Net.Smtp;
using MailKit.Security;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Configuration;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>No way leads to this recipient as configured; trying again does not help.</summary>
public sealed class UndeliverableException(string message) : Exception(message);

/// <summary>Hands messages to the configured mail server.</summary>
internal sealed class SmtpMessageSender(IOptions<SmtpOptions> options, SiteAddress site, TimeProvider clock) : IMessageSender
{
    /// <summary>Answers from here on hold for good (RFC 5321, 4.2.1); those below are worth another try.</summary>
    private const int PermanentlyRefused = 500;

    public bool CanReach(string address) => !Letter.IsForPhone(address);

    public async Task Send(PersonalMessage message, string idempotencyKey, CancellationToken ct)
    {
        if (!CanReach(message.To))
        {
            throw new UndeliverableException("No SMS provider is connected, so a message to a telephone number cannot be sent.");
        }

        var server = options.Value;
        using var letter = Letter.Write(message, idempotencyKey, server, site.Name, clock.GetUtcNow());
        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(server.Host, server.Port, Encryption(server), ct);
        if (server.User is not "")
        {
            await client.AuthenticateAsync(server.User, server.Password, ct);
        }

        try
        {
            await client.SendAsync(letter, ct);
        }
        catch (SmtpCommandException answer) when ((int)answer.StatusCode >= PermanentlyRefused)
        {
            throw new UndeliverableException($"The mail server refuses the message: {(int)answer.StatusCode} {answer.Message}");
        }

        await client.DisconnectAsync(quit: true, ct);
    }

    private static SecureSocketOptions Encryption(SmtpOptions server) =>
        server.Port == 465 ? SecureSocketOptions.SslOnConnect
        : server.RequireTls ? SecureSocketOptions.StartTls
        : SecureSocketOptions.StartTlsWhenAvailable;
}

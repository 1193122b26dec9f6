using Marketplace.Infrastructure.Configuration;
using MimeKit;

namespace Marketplace.Infrastructure.Messaging;

internal sealed class SmtpCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        if (string.IsNullOrWhiteSpace(configuration["Smtp:Host"]))
        {
            if (environment.IsProduction())
            {
                yield return "Smtp:Host is missing; Production sends its messages through a mail server.";
            }

            yield break;
        }

        if (configuration["Smtp:Port"] is { Length: > 0 } port && !(int.TryParse(port, out var number) && number is > 0 and < 65536))
        {
            yield return $"Smtp:Port is '{port}'; it is a number from 1 to 65535.";
        }

        var from = configuration["Smtp:From"] ?? "";
        if (!MailboxAddress.TryParse(from, out var address) || !address.Address.Contains('@') || address.Domain.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"Smtp:From is '{from}'; give the address messages come from.";
        }
    }
}

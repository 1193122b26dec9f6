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

        var from = configuration["Smtp:From"] ?? "";
        if (!MailboxAddress.TryParse(from, out var address) || !address.Address.Contains('@') || address.Domain.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"Smtp:From is '{from}'; give the address messages come from.";
        }
    }
}

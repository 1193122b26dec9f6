using System.Text;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>An e-mail address or telephone number told so that its owner knows it again and nobody else learns it: "m•••@e•••.com", "••• 678".</summary>
public static class MaskedAddress
{
    private const string Hidden = "•••";
    private const int DigitsShown = 3;

    public static string Of(string address)
    {
        if (Letter.IsForPhone(address))
        {
            return $"{Hidden} {address[^DigitsShown..]}";
        }

        var at = address.LastIndexOf('@');
        var domain = address[(at + 1)..];
        return $"{First(address)}{Hidden}@{First(domain)}{Hidden}{domain[Math.Max(0, domain.LastIndexOf('.'))..]}";
    }

    private static Rune First(string text) => text.EnumerateRunes().FirstOrDefault();
}

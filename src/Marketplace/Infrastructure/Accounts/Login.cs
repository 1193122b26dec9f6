using Marketplace.Infrastructure.Messaging;
using MimeKit;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>What someone signs in with: an e-mail address in lower case, or a telephone number in E.164. It is their user name too.</summary>
public readonly record struct Login(string Value, bool IsPhone)
{
    private const int LongestAddress = 254;

    /// <summary>Nothing when the text is neither.</summary>
    public static Login? Parse(string? typed)
    {
        var text = typed?.Trim() ?? "";
        return text.Contains('@')
            ? IsAddress(text) ? new Login(text.ToLowerInvariant(), IsPhone: false) : null
            : Phone.ToE164(text) is { } number ? new Login(number, IsPhone: true) : null;
    }

    /// <summary>As people read it: an address as it is, a number in groups.</summary>
    public string ForPeople => IsPhone ? Phone.ForPeople(Value) : Value;

    /// <summary>The form the unique index compares.</summary>
    public string Normalized => Value.ToUpperInvariant();

    private static bool IsAddress(string text) =>
        text.Length <= LongestAddress
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && MailboxAddress.TryParse(text, out var mailbox)
        && mailbox.Address == text
        && mailbox.Domain is { } domain && domain.IndexOf('.') > 0 && !domain.EndsWith('.') && !domain.StartsWith('[');
}

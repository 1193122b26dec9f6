using System.Collections.Frozen;
using System.Text;
using Marketplace.Domain.Common;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>
/// Long enough, and not among what is tried first: known passwords, a known word with digits around it, runs, repetitions, one's own address or name.
/// Which kinds of characters it mixes does not matter.
/// </summary>
public static class PasswordRules
{
    public const int Shortest = 10;
    public const int Longest = 128;
    private const int TooFewDifferent = 4;
    private const int ShortestRun = 3;
    private static readonly FrozenSet<string> TriedFirst = Load();
    private static readonly string[] Runs = ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb6yhn"];

    public static Refusal Known { get; } = new("accounts.password-known", "Password");

    /// <summary>One spelling for what different keyboards compose differently.</summary>
    public static string Composed(string password) => Letters.InForm(password, NormalizationForm.FormC);

    /// <summary>Why this password will not do for this person, or nothing.</summary>
    public static Refusal? Refuse(string? password, string login, string name)
    {
        if (string.IsNullOrEmpty(password) || password.EnumerateRunes().Count() < Shortest)
        {
            return new Refusal("accounts.password-too-short", "Password", Shortest);
        }

        if (password.Length > Longest)
        {
            return new Refusal("accounts.password-too-long", "Password", Longest);
        }

        var plain = Plain(password.Replace('@', 'a').Replace('$', 's'));
        return IsOwn(Plain(password), login, name) ? new Refusal("accounts.password-is-yours", "Password")
            : IsTriedFirst(plain, password) ? Known
            : null;
    }

    /// <summary>Where letters and digits are too few to judge by, as among symbols and pictures, it is only asked how many different ones there are.</summary>
    private static bool IsTriedFirst(string plain, string password) => plain.Length < TooFewDifferent
        ? password.EnumerateRunes().Distinct().Count() < TooFewDifferent
        : IsKnown(plain) || plain.Distinct().Count() < TooFewDifferent || IsWalk(plain) || Repeats(plain);

    private static bool IsOwn(string plain, string login, string name)
    {
        var local = Plain(login.Split('@')[0]);
        var phone = login.StartsWith('+') && login.Length > 9 ? login[^9..] : "";
        var own = Plain(name);
        return Covers(plain, local) || Covers(plain, Plain(login)) || Covers(plain, phone) || Covers(plain, own);
    }

    private static string Plain(string text) => Fold.Text(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The part is long enough to matter and leaves fewer than six characters of the password to guess.</summary>
    private static bool Covers(string plain, string part) =>
        part.Length >= 4 && plain.Contains(part, StringComparison.Ordinal) && plain.Length - part.Length < 6;

    private static bool IsKnown(string plain)
    {
        if (TriedFirst.Contains(plain))
        {
            return true;
        }

        var word = plain.Trim('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var unmasked = word.Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('7', 't');
        return word is "" ? plain.Length <= 12 || IsWalk(plain) : TriedFirst.Contains(word) || TriedFirst.Contains(unmasked);
    }

    /// <summary>Nothing but runs one after the other: asdf1234asdf.</summary>
    private static bool IsWalk(string plain)
    {
        var ends = new bool[plain.Length + 1];
        ends[0] = true;
        for (var from = 0; from <= plain.Length - ShortestRun; from++)
        {
            for (var length = ShortestRun; ends[from] && from + length <= plain.Length && IsRun(plain.Substring(from, length)); length++)
            {
                ends[from + length] = true;
            }
        }

        return ends[^1];
    }

    private static bool IsRun(string plain) => Runs.Any(run =>
        run.Contains(plain, StringComparison.Ordinal) || run.Contains(Reversed(plain), StringComparison.Ordinal));

    private static bool Repeats(string plain) => Enumerable.Range(1, plain.Length / 2).Any(period =>
        period <= 5 && Enumerable.Range(period, plain.Length - period).All(index => plain[index] == plain[index - period]));

    private static string Reversed(string text)
    {
        var letters = text.ToCharArray();
        Array.Reverse(letters);
        return new string(letters);
    }

    private static FrozenSet<string> Load()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}

/// <summary>The same rules for every path that sets a password through Identity.</summary>
internal sealed class PasswordRulesValidator(NewPasswords passwords) : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(
        passwords.Refuse(password, user) is { } refusal
            ? IdentityResult.Failed(new IdentityError { Code = refusal.Code, Description = refusal.Code })
            : IdentityResult.Success);
}

using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>
/// Passwords of published breaches, in the file that <c>Security:BreachedPasswords</c> names: a line a password, its SHA-1 in hexadecimal, in rising order, with
/// or without a count behind a colon. Lists of a thousand million are published so. Where none is named, no password is in it.
/// </summary>
internal sealed class BreachedPasswords : IDisposable
{
    public const string Setting = "Security:BreachedPasswords";

    private const int HashLength = 40;

    /// <summary>Longer than any line: a hash, a colon, a count and the line's end.</summary>
    private const int Longest = 64;

    private readonly SafeFileHandle? _file;
    private readonly long _length;

    public BreachedPasswords(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } path)
        {
            _file = File.OpenHandle(path, options: FileOptions.RandomAccess);
            _length = RandomAccess.GetLength(_file);
        }
    }

    public bool Contains(string password)
    {
        if (_file is null)
        {
            return false;
        }

#pragma warning disable CA5350 // Not for secrecy: published lists are in SHA-1.
        var wanted = Encoding.ASCII.GetBytes(Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password))));
#pragma warning restore CA5350
        Span<byte> read = stackalloc byte[2 * Longest];

        // The line wanted begins at or after low and before high.
        var (low, high) = (0L, _length);
        while (low < high)
        {
            var start = LineFrom((low + high) / 2, read, out var line);
            var order = start < high ? line.SequenceCompareTo(wanted) : 1;
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (start + 1, high) : (low, (low + high) / 2);
        }

        return false;
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Whether a file begins as such a list does.</summary>
    internal static bool IsList(string path)
    {
        using var file = File.OpenHandle(path);
        var first = new byte[HashLength];
        return RandomAccess.Read(file, first, 0) == HashLength && first.All(letter => char.IsAsciiHexDigit((char)letter));
    }

    /// <summary>The first line that begins at that place or later, as its hash in capitals.</summary>
    /// <returns>Where it begins; the file's length when there is none.</returns>
    private long LineFrom(long place, Span<byte> read, out ReadOnlySpan<byte> hash)
    {
        hash = [];

        // A line begins at the place when the byte before it ends another.
        var from = Math.Max(0, place - 1);
        var piece = read[..RandomAccess.Read(_file!, read, from)];
        var start = place == 0 ? 0 : piece.IndexOf((byte)'\n') + 1;
        if ((place > 0 && start == 0) || piece.Length < start + HashLength)
        {
            return _length;
        }

        var line = piece.Slice(start, HashLength);
        Ascii.ToUpperInPlace(line, out _);
        hash = line;
        return from + start;
    }
}

/// <summary>Whether a password may be somebody's: by <see cref="PasswordRules"/>, and not from a published breach.</summary>
internal sealed class NewPasswords(BreachedPasswords breached)
{
    /// <summary>Why this password will not do for this person, or nothing.</summary>
    public Refusal? Refuse(string? password, User user) =>
        PasswordRules.Refuse(password, user.UserName ?? "", user.DisplayName)
        ?? (breached.Contains(PasswordRules.Composed(password!)) ? PasswordRules.Known : null);
}

internal sealed class BreachedPasswordsCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[BreachedPasswords.Setting] is not { Length: > 0 } path)
        {
            yield break;
        }

        if (!File.Exists(path))
        {
            yield return $"{BreachedPasswords.Setting} is '{path}'; there is no such file.";
        }
        else if (!BreachedPasswords.IsList(path))
        {
            yield return $"{BreachedPasswords.Setting} is '{path}'; its lines are SHA-1 in hexadecimal, in rising order, such as Pwned Passwords publishes.";
        }
    }
}

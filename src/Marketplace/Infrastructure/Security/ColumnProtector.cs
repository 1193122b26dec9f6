using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Infrastructure.Security;

/// <summary>
/// Encrypts sensitive columns with AES-256-GCM: one byte key id, twelve bytes nonce, sixteen bytes tag, the cipher text. The purpose names the row and
/// column it was written for, so a value copied to another row does not open.
/// </summary>
public sealed class ColumnProtector
{
    private const int NonceStart = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = NonceStart + NonceLength + TagLength;
    private readonly SecurityKey _current;
    private readonly Dictionary<byte, SecurityKey> _keys;

    internal ColumnProtector(SecurityKey current, IReadOnlyList<SecurityKey> old)
    {
        _current = current;
        _keys = old.Append(current).ToDictionary(key => key.Id);
    }

    public byte[] Protect(string text, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var protectedBytes = new byte[Overhead + plain.Length];
        protectedBytes[0] = _current.Id;
        RandomNumberGenerator.Fill(protectedBytes.AsSpan(NonceStart, NonceLength));
        using var aes = new AesGcm(_current.Bytes, TagLength);
        aes.Encrypt(
            protectedBytes.AsSpan(NonceStart, NonceLength), plain, protectedBytes.AsSpan(Overhead),
            protectedBytes.AsSpan(NonceStart + NonceLength, TagLength), Purpose(_current.Id, purpose));
        return protectedBytes;
    }

    /// <exception cref="CryptographicException">Changed, cut, written for something else, or by a key that is not configured.</exception>
    public string Unprotect(byte[] protectedBytes, string purpose)
    {
        if (protectedBytes.Length < Overhead || !_keys.TryGetValue(protectedBytes[0], out var key))
        {
            throw new CryptographicException("The column was not encrypted by a key of Security:ColumnKey or Security:OldColumnKeys.");
        }

        var plain = new byte[protectedBytes.Length - Overhead];
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Decrypt(
            protectedBytes.AsSpan(NonceStart, NonceLength), protectedBytes.AsSpan(Overhead),
            protectedBytes.AsSpan(NonceStart + NonceLength, TagLength), plain, Purpose(key.Id, purpose));
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Purpose(byte keyId, string purpose) => [keyId, .. Encoding.UTF8.GetBytes(purpose)];
}

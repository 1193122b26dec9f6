using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;

namespace Marketplace.Infrastructure.Security;

/// <summary>Pseudonyms under which persons are counted: HMAC-SHA256 of the id, first sixteen bytes. Without the key nobody finds the person.</summary>
public sealed class PersonKeys
{
    private const int Length = 16;
    private readonly byte[] _key;

    internal PersonKeys(SecurityKey key) => _key = key.Bytes;

    /// <summary>A network from which an account's password was tried.</summary>
    public byte[] Of(UserId account, string network)
    {
        byte[] both = [.. account.Value.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(network)];
        return HMACSHA256.HashData(_key, both)[..Length];
    }

    /// <summary>A recovery code of an account. Its digits could all be tried; not without the key.</summary>
    public byte[] OfRecoveryCode(UserId account, string code)
    {
        byte[] both = [.. account.Value.ToByteArray(bigEndian: true), .. "recovery/"u8, .. Encoding.UTF8.GetBytes(code)];
        return HMACSHA256.HashData(_key, both)[..Length];
    }

    public byte[] Of(PersonId person) => HMACSHA256.HashData(_key, person.Value.ToByteArray(bigEndian: true))[..Length];
}

using System.Security.Cryptography;
using Marketplace.Domain.People;

namespace Marketplace.Infrastructure.Security;

/// <summary>Pseudonyms under which persons are counted: HMAC-SHA256 of the id, first sixteen bytes. Without the key nobody finds the person.</summary>
public sealed class PersonKeys
{
    private const int Length = 16;
    private readonly byte[] _key;

    internal PersonKeys(SecurityKey key) => _key = key.Bytes;

    public byte[] Of(PersonId person) => HMACSHA256.HashData(_key, person.Value.ToByteArray(bigEndian: true))[..Length];
}

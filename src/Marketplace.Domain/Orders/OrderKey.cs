using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Domain.Orders;

/// <summary>
/// What opens an order without signing in: a link in our messages carries it. Random and kept with the order, so neither its number nor any other
/// address of the checkout tells it.
/// </summary>
public static class OrderKey
{
    /// <summary>128 bits in base64url.</summary>
    public const int Length = 22;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public static bool Opens(string? key, string accessKey) =>
        key is { Length: Length } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(accessKey));
}

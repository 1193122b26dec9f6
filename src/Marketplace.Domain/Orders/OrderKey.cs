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

    private const int Bytes = 16;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>
    /// What who told an order's number and its telephone is given: it follows the parcels and pays, and changes nothing. Both stand on the slip, so other
    /// makers and couriers know them too. It follows from the order's own key and not the other way round, so it need not be kept.
    /// </summary>
    public static string ForFollowing(string accessKey) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(accessKey), "follow"u8).AsSpan(0, Bytes));

    public static bool Opens(string? key, string accessKey) =>
        key is { Length: Length } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(accessKey));

    /// <summary>Whether it is the key for following; the order's own key opens more than that and is asked for by itself.</summary>
    public static bool Follows(string? key, string accessKey) => Opens(key, ForFollowing(accessKey));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Domain.Orders;

/// <summary>
/// What opens an order without signing in: a link in our messages carries it. Made from the checkout's random identifier, which only the buyer's
/// browser and we have seen, so it can be neither guessed nor read off the order's number.
/// </summary>
public static class OrderKey
{
    public static string Of(CheckoutId checkout)
    {
        Span<byte> source = stackalloc byte[26];
        "order-key:"u8.CopyTo(source);
        checkout.Value.TryWriteBytes(source[10..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(source, hash);
        return Base64Url.EncodeToString(hash[..16]);
    }

    public static bool Opens(string? key, CheckoutId checkout) =>
        key is { Length: 22 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Of(checkout)));
}

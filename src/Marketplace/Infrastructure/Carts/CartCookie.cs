using System.Globalization;
using System.Security.Cryptography;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Orders;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Infrastructure.Carts;

/// <summary>A guest owns a cart, and the checkouts begun from it, by carrying its identifier in a protected cookie. A second cookie holds the count for the badge.</summary>
public sealed class CartCookie(IDataProtectionProvider protection)
{
    public const string Name = "cart";
    public const string CountName = "cart-count";
    public const string CheckoutName = "checkout";
    public const string ShipToName = "ship-to";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private readonly IDataProtector _protector = protection.CreateProtector("cart");

    /// <summary>The cart of this browser; nothing when there is none or the cookie is not ours.</summary>
    public CartId? Read(HttpContext context) =>
        context.Items[Name] is CartId written ? written : Open(context, Name) is { } value ? new CartId(value) : null;

    public void Write(HttpContext context, CartId cart, int count)
    {
        if (Read(context) != cart)
        {
            // What is done later in this request concerns the new one.
            context.Items[Name] = cart;
            context.Response.Cookies.Append(Name, Seal(cart.Value), Options(context, httpOnly: true));
        }

        WriteCount(context, count);
    }

    public void WriteCount(HttpContext context, int count)
    {
        if (count > 0)
        {
            context.Response.Cookies.Append(CountName, count.ToString(CultureInfo.InvariantCulture), Options(context, httpOnly: false));
        }
        else
        {
            context.Response.Cookies.Delete(CountName, Options(context, httpOnly: false));
        }
    }

    /// <summary>The walk through the checkout begun in this browser, so that going back and forth loses nothing typed.</summary>
    public CheckoutId? ReadCheckout(HttpContext context) => Open(context, CheckoutName) is { } value ? new CheckoutId(value) : null;

    public void WriteCheckout(HttpContext context, CheckoutId checkout) =>
        context.Response.Cookies.Append(CheckoutName, Seal(checkout.Value), Options(context, httpOnly: true));

    /// <summary>The order is placed: nothing is left to come back to.</summary>
    public void Forget(HttpContext context)
    {
        context.Response.Cookies.Delete(CheckoutName, Options(context, httpOnly: true));
        WriteCount(context, 0);
    }

    /// <summary>The cart in this browser belongs to someone else.</summary>
    public void Abandon(HttpContext context)
    {
        context.Response.Cookies.Delete(Name, Options(context, httpOnly: true));
        Forget(context);
    }

    /// <summary>Where the buyer last said it should go: a country code, or a province's number.</summary>
    public static ShipTo ReadShipTo(HttpContext context) => ParseShipTo(context.Request.Cookies[ShipToName]) ?? ShipTo.AnywhereAtHome;

    public static void WriteShipTo(HttpContext context, ShipTo to) => context.Response.Cookies.Append(
        ShipToName, to.IsDomestic ? (to.ProvinceId ?? 0).ToString(CultureInfo.InvariantCulture) : to.CountryCode, Options(context, httpOnly: true));

    public static ShipTo? ParseShipTo(string? text) => text switch
    {
        { Length: 2 } when char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) => new ShipTo(text, null),
        not null when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var province) => new ShipTo("VN", province == 0 ? null : province),
        _ => null,
    };

    private string Seal(Guid value) => System.Buffers.Text.Base64Url.EncodeToString(_protector.Protect(value.ToByteArray(true)));

    private Guid? Open(HttpContext context, string name)
    {
        if (context.Request.Cookies[name] is not { Length: > 0 and < 512 } sealedValue)
        {
            return null;
        }

        try
        {
            var bytes = _protector.Unprotect(System.Buffers.Text.Base64Url.DecodeFromChars(sealedValue));
            return bytes.Length == 16 ? new Guid(bytes, true) : null;
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static CookieOptions Options(HttpContext context, bool httpOnly) => new()
    {
        HttpOnly = httpOnly,
        IsEssential = true,
        MaxAge = Kept,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
}

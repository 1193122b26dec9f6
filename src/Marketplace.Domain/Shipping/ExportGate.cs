using Marketplace.Domain.Common;

namespace Marketplace.Domain.Shipping;

/// <summary>Whether goods of a category may leave for a country. The category's data says so, never code.</summary>
public static class ExportGate
{
    /// <param name="isDomesticOnly">The category may not leave the country by parcel.</param>
    /// <param name="blockedDestinations">Country codes or EU, separated by |.</param>
    /// <param name="destination">Where it would go.</param>
    public static Refusal? Check(bool isDomesticOnly, string blockedDestinations, Destination destination)
    {
        if (isDomesticOnly)
        {
            return ShippingRefusals.DomesticOnly;
        }

        foreach (var blocked in blockedDestinations.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (blocked == destination.CountryCode || (blocked == "EU" && destination.IsEu))
            {
                return ShippingRefusals.BlockedThere;
            }
        }

        return null;
    }
}

/// <summary>Why a line or an order cannot be sent, or not as it stands.</summary>
public static class ShippingRefusals
{
    public static readonly Refusal DomesticOnly = new("shipping.domestic-only");
    public static readonly Refusal BlockedThere = new("shipping.blocked-there");
    public static readonly Refusal CountryClosed = new("shipping.country-closed");
    public static readonly Refusal NotOnSale = new("shipping.not-on-sale");
    public static readonly Refusal SellerPaused = new("shipping.seller-paused");
    public static readonly Refusal SoldOut = new("shipping.sold-out");

    public static Refusal OnlyLeft(int available) => new("shipping.only-left", "", available);
}

using Marketplace.Domain.Common;

namespace Marketplace.Features.Listings;

internal static class ListingRefusals
{
    /// <summary>In review it stands still, and what was rejected for good stays so.</summary>
    public static readonly Refusal NotEditable = new("listings.not-editable");

    public static readonly Refusal OriginNotReviewed = new("listings.origin-not-reviewed", "UnitId");
}

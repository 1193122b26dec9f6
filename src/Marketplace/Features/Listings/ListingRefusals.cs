using Marketplace.Domain.Common;

namespace Marketplace.Features.Listings;

internal static class ListingRefusals
{
    /// <summary>In review it stands still, and what was rejected for good stays so.</summary>
    public static readonly Refusal NotEditable = new("listings.not-editable");

    public static readonly Refusal ChangedMeanwhile = new("listings.changed-meanwhile");

    public static readonly Refusal OriginNotReviewed = new("listings.origin-not-reviewed", "UnitId");

    /// <summary>Who was told that somebody else changed it knows of it when they save again; another mistake tells them nothing.</summary>
    public static string? SeenAfter(Result result, string? seen, string? now) => result.Refusals.Contains(ChangedMeanwhile) ? now : seen;
}

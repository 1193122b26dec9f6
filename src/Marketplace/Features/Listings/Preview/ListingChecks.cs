using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;

namespace Marketplace.Features.Listings.Preview;

/// <summary>What a listing still needs before a moderator looks at it; each missing thing names the step that asks for it.</summary>
internal static class ListingChecks
{
    /// <param name="photos">States of its pictures.</param>
    /// <param name="priceDong">Lowest price.</param>
    /// <param name="nameVi">Its name.</param>
    /// <param name="storyVi">Its story.</param>
    /// <param name="requiredDocuments">Slugs the category asks for.</param>
    /// <param name="declared">Slugs the maker declares.</param>
    public static IReadOnlyList<Refusal> Missing(
        IReadOnlyCollection<MediaState> photos, long priceDong, string nameVi, string storyVi, IEnumerable<string> requiredDocuments, IReadOnlyCollection<string> declared)
    {
        var missing = new List<Refusal>();
        if (photos.All(state => state == MediaState.Refused))
        {
            missing.Add(new Refusal("listings.missing-photos", "photos"));
        }

        if (priceDong <= 0)
        {
            missing.Add(new Refusal("listings.missing-price", "price"));
        }

        if (nameVi.Length < 3 || !StoryRule.Holds(storyVi))
        {
            missing.Add(new Refusal("listings.missing-story", "story"));
        }

        if (requiredDocuments.Any(document => !declared.Contains(document)))
        {
            missing.Add(new Refusal("listings.missing-papers", "Declared"));
        }

        return missing;
    }
}

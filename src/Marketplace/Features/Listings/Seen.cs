using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain.Catalog;

namespace Marketplace.Features.Listings;

/// <summary>
/// What a page of a listing showed when it was opened, in a few letters that its form carries: whoever saves must not take back unseen what somebody else
/// changed meanwhile.
/// </summary>
internal static class Seen
{
    public static string Story(string nameVi, string storyVi) => Of(nameVi, storyVi);

    public static string Prices(SupplyKind supply, int leadTimeDays, IEnumerable<(string NameVi, string NameEn, long PriceDong)> variants) => Of([supply, leadTimeDays, .. variants.Cast<object>()]);

    public static string Details(Product product, IEnumerable<int> techniques) => Of(
        [
            product.CategoryId, product.NameEn, product.StoryEn, product.MaterialsVi, product.MaterialsEn, product.CareVi, product.CareEn, product.Method, product.MakingHours,
            product.LengthMm, product.WidthMm, product.HeightMm, product.WeightGrams, product.OriginUnitId, .. techniques.Order().Cast<object>(),
        ]);

    /// <summary>Whether others changed what is about to be changed. Sent twice, a form changes nothing the second time.</summary>
    /// <param name="seen">By the form; nothing where nobody looked before.</param>
    /// <param name="before">What stood there.</param>
    /// <param name="after">What is to stand there.</param>
    public static bool IsOld(string? seen, string before, string after) => seen is not null && seen != before && before != after;

    private static string Of(params ReadOnlySpan<object?> parts) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.ToArray().Select(part => Convert.ToString(part, CultureInfo.InvariantCulture))))).AsSpan(0, 8));
}

using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Features.Products.Reviews;

/// <summary>A published review as everybody reads it.</summary>
/// <param name="Id">Later ones are larger.</param>
/// <param name="Language">Of the words.</param>
internal sealed record ReviewView(long Id, int Stars, string Text, string Name, string Language, DateTimeOffset WrittenAt, IReadOnlyList<MediaId> Photos, string Reply)
{
    public string? ForeignLanguage => Language == Languages.Current ? null : Language;
}

/// <summary>What all published reviews of a product come to.</summary>
internal sealed record RatingView(int Reviews, int Stars)
{
    /// <summary>Tenths of a star on average, rounded.</summary>
    public int Tenths => Reviews == 0 ? 0 : ((Stars * 20) + Reviews) / (Reviews * 2);
}

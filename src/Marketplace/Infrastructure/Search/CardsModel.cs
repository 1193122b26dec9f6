namespace Marketplace.Infrastructure.Search;

/// <summary>For the partial <c>_Cards</c>.</summary>
/// <param name="Cards">In the order shown.</param>
/// <param name="Eager">How many pictures load at once.</param>
/// <param name="IsUnderHeading">The list stands under a second-level heading, so names are third-level ones.</param>
internal sealed record CardsModel(IReadOnlyList<CardView> Cards, int Eager = 0, bool IsUnderHeading = false);

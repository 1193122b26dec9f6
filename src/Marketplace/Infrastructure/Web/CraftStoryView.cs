using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Infrastructure.Web;

/// <summary>How a shop does a craft, as everybody reads it.</summary>
/// <param name="Id">Later ones are larger.</param>
/// <param name="Slug">Of the craft.</param>
/// <param name="Craft">Its name.</param>
/// <param name="CraftLanguage">Of the name, where it is not the reader's.</param>
/// <param name="ShopSlug">Of the shop.</param>
/// <param name="Shop">Its name.</param>
/// <param name="IsDemo">The shop is invented.</param>
/// <param name="WhoVi">Who may make it.</param>
/// <param name="WhoEn">The same in English; may be empty.</param>
/// <param name="Steps">In their order.</param>
internal sealed record CraftStoryView(
    long Id, string Slug, string Craft, string? CraftLanguage, string ShopSlug, string Shop, bool IsDemo, string WhoVi, string WhoEn, IReadOnlyList<CraftStepView> Steps)
{
    /// <summary>Below the language prefix.</summary>
    public string Path => PathOf(ShopSlug, Slug);

    public string Who => Languages.Pick(WhoVi, WhoEn);

    public string? WhoLanguage => Languages.Foreign(WhoEn);

    public static string PathOf(string shop, string craft) => $"/makers/{shop}/crafts/{craft}";
}

/// <param name="Photo">Of the step.</param>
/// <param name="IsReady">It can be shown.</param>
/// <param name="IsIllustration">Drawn by code for the demonstration.</param>
/// <param name="TextVi">What is done.</param>
/// <param name="TextEn">The same in English; may be empty.</param>
internal sealed record CraftStepView(MediaId Photo, bool IsReady, bool IsIllustration, string TextVi, string TextEn)
{
    public MediaId? Shown => IsReady ? Photo : null;

    public string Text => Languages.Pick(TextVi, TextEn);

    public string? Language => Languages.Foreign(TextEn);
}

/// <summary>The newest story of a craft or a people, and where the others are.</summary>
/// <param name="Newest">Shown whole.</param>
/// <param name="AllPath">Below the language prefix; nothing where there is no other.</param>
internal sealed record CraftShelf(CraftStoryView Newest, string? AllPath);

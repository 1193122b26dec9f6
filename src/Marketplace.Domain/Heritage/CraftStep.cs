using Marketplace.Domain.Media;

namespace Marketplace.Domain.Heritage;

/// <summary>One step of a craft: what is done, and a photo of it.</summary>
public sealed class CraftStep
{
    public required MediaId MediaId { get; init; }

    /// <summary>From 0.</summary>
    public int Position { get; set; }

    public string TextVi { get; set; } = "";

    public string TextEn { get; set; } = "";
}

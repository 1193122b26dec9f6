using Marketplace.Domain.Rules;

namespace Marketplace.Domain.Places;

public enum AdminLevel
{
    Country = 1,
    Province = 2,
    Commune = 3,
}

/// <summary>
/// A country, province or commune during the days it existed with this shape. Since 1 July 2025 there are two tiers (34 provinces); the 63 old
/// provinces and their communes stay as ended units, because figures of their time belong to them. Codes are reused, so only the id identifies.
/// </summary>
public sealed class AdminUnit
{
    public int Id { get; private set; }

    public required AdminLevel Level { get; init; }

    /// <summary>National Statistics Office code with its leading zeros; unique among units of a level on any one day, not over time. Empty for names that live on in addresses only.</summary>
    public required string Code { get; init; }

    /// <summary>country, city, province, commune, ward or special_zone; "old" for units that ended in 2025 whose kind is part of the name.</summary>
    public required string Kind { get; init; }

    public required string NameVi { get; init; }

    public required string NameEn { get; init; }

    public AdminUnit? Parent { get; init; }

    public int? ParentId { get; private set; }

    /// <summary>For communes ended in 2025, the district they lay in; for labels and for addresses typed by habit.</summary>
    public string DistrictName { get; init; } = "";

    public string MacroRegion { get; init; } = "";

    public int? TileRow { get; init; }

    public int? TileColumn { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day, or nothing while it exists.</summary>
    public DateOnly? ValidTo { get; set; }

    public string LegalBasis { get; init; } = "";

    /// <summary>The bare name (without "Xã", "Phường"…) as <see cref="Common.Fold.Text"/> brings it, for lookups.</summary>
    public required string FoldedName { get; init; }
}

/// <summary>Which unit took over from which. An old commune may be divided, so old to new is not a function.</summary>
public sealed class AdminUnitSuccession
{
    public int Id { get; private set; }

    public required AdminUnit From { get; init; }

    public int FromId { get; private set; }

    public required AdminUnit To { get; init; }

    public int ToId { get; private set; }

    /// <summary>whole, part, or unknown (an address alias only).</summary>
    public required string Kind { get; init; }
}

/// <summary>A commune's class on an official list during the list's validity: region I, II or III, and whether extremely difficult.</summary>
public sealed class UnitClassification : IDated
{
    public int Id { get; private set; }

    public required int UnitId { get; init; }

    /// <summary>The decision that made the list: "60/2026", or "demo" for the invented list of the demonstration.</summary>
    public required string Scheme { get; init; }

    public required int Region { get; init; }

    public bool IsExtremelyDifficult { get; init; }

    /// <summary>Of the province whose list it is; blank when the list is the whole country's.</summary>
    public string Scope { get; init; } = "";

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }
}

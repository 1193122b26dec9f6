namespace Marketplace.Domain.Programme;

/// <summary>The definition of a figure: what is counted, how, and how far it can be trusted.</summary>
public sealed class Indicator
{
    public int Id { get; private set; }

    public required string Code { get; init; }

    /// <summary>Version of the definition; a change of meaning is a new version.</summary>
    public int Version { get; set; } = 1;

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public required string NameFr { get; set; }

    public required string Definition { get; set; }

    public required string Formula { get; set; }

    public required string Unit { get; set; }

    public required string Direction { get; set; }

    /// <summary>Distinct counts never add across periods or places.</summary>
    public bool IsDistinctCount { get; set; }

    public string MinimumDimensions { get; set; } = "";

    public string QualityRule { get; set; } = "";

    public bool IsHeadline { get; set; }
}

/// <summary>A target programme with its components, targets and report calendar, as data.</summary>
public sealed class ProgrammeTemplate
{
    public int Id { get; private set; }

    public required string Slug { get; init; }

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public required string Status { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    /// <summary>Components, targets and rounds as JSON, each fact with its confidence.</summary>
    public required string Json { get; set; }
}

/// <summary>
/// Sums of recognised sales by day, commune and dimension value; maintained with the facts and rebuildable to the same bytes, so that
/// dashboards never read orders.
/// </summary>
public sealed class SalesRollup
{
    public long Id { get; private set; }

    public required DateOnly Day { get; init; }

    public required int UnitId { get; init; }

    public required int ProvinceId { get; init; }

    /// <summary>total, category, region, difficult, gender, ethnic, export, country, channel, quality.</summary>
    public required string Dimension { get; init; }

    /// <summary>Value of the dimension; "" for total.</summary>
    public required string Key { get; init; }

    public int Facts { get; set; }

    public int Quantity { get; set; }

    public long ValueDong { get; set; }

    public long FeeDong { get; set; }

    public long WithheldDong { get; set; }

    public long PayableDong { get; set; }
}

/// <summary>
/// Who was active where and when, so that distinct people, producers and orders are counted at each level and never added: one row per
/// (month, commune, kind, member) with its value.
/// </summary>
public sealed class ActivityRollup
{
    public long Id { get; private set; }

    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    public required int UnitId { get; init; }

    public required int ProvinceId { get; init; }

    /// <summary>person, producer or part (a producer's order).</summary>
    public required string Kind { get; init; }

    /// <summary>Hash or id of the member, 16 bytes.</summary>
    public required byte[] Member { get; init; }

    /// <summary>For persons: stated to belong to one of the 53 minorities.</summary>
    public bool IsMinority { get; init; }

    public int Gender { get; init; }

    public long ValueDong { get; set; }

    public long PayableDong { get; set; }
}

namespace Marketplace.Domain.Programme;

/// <summary>The definition of a figure: what is counted, how, and how far it can be trusted.</summary>
public sealed class Indicator
{
    public int Id { get; private set; }

    public required string Code { get; init; }

    /// <summary>Of the definition; a change of meaning is a new version and a further row.</summary>
    public int Version { get; set; } = 1;

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public required string NameFr { get; set; }

    /// <summary>In English. With the Vietnamese, the formula, the unit, the rule of quality and how it is counted, what a change of meaning is judged by.</summary>
    public required string Definition { get; set; }

    public string DefinitionVi { get; set; } = "";

    public string DefinitionFr { get; set; } = "";

    public required string Formula { get; set; }

    public required string Unit { get; set; }

    public required string Direction { get; set; }

    /// <summary>Distinct counts never add across periods or places.</summary>
    public bool IsDistinctCount { get; set; }

    public string MinimumDimensions { get; set; } = "";

    public string QualityRule { get; set; } = "";

    public bool IsHeadline { get; set; }
}

public static class IndicatorQueries
{
    extension(IQueryable<Indicator> indicators)
    {
        /// <summary>Of each indicator the newest definition; the earlier ones stay, because what was published by them cites them.</summary>
        public IQueryable<Indicator> InForce() => indicators.Where(one => !indicators.Any(other => other.Code == one.Code && other.Version > one.Version));
    }
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

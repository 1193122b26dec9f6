namespace Marketplace.Domain.Catalog;

/// <summary>A kind of goods, with what the law and the post ask of it.</summary>
public sealed class Category
{
    public int Id { get; private set; }

    public required string Slug { get; init; }

    public Category? Parent { get; set; }

    public int? ParentId { get; private set; }

    public int Position { get; set; }

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public required string NameFr { get; set; }

    /// <summary>Harmonised System subheading to start from; not a ruling.</summary>
    public string Hs6 { get; set; } = "";

    public required string Unit { get; set; }

    public string OcopGroup { get; set; } = "";

    public bool IsFragile { get; set; }

    public bool IsLiquid { get; set; }

    public int? PerishableDays { get; set; }

    /// <summary>May not leave the country by parcel.</summary>
    public bool IsDomesticOnly { get; set; }

    /// <summary>ISO country codes, or EU, that refuse it; separated by |.</summary>
    public string BlockedDestinations { get; set; } = "";

    /// <summary>open, attribution or restricted.</summary>
    public string Sensitivity { get; set; } = "open";

    /// <summary>Slugs of the papers a listing needs; separated by |.</summary>
    public string RequiredDocuments { get; set; } = "";

    public string Note { get; set; } = "";

    public IReadOnlyList<string> Papers => RequiredDocuments.Split('|', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Goods that may not be listed at all, with the reason people are shown.</summary>
public sealed class BlockedGood
{
    public int Id { get; private set; }

    public required string Slug { get; init; }

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public required string Reason { get; set; }

    public required string LegalBasis { get; set; }
}

/// <summary>A paper a listing may need.</summary>
public sealed class DocumentType
{
    public int Id { get; private set; }

    public required string Slug { get; init; }

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public string Note { get; set; } = "";
}

using Marketplace.Domain.Rules;

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

    public string Note { get; set; } = "";
}

/// <summary>Goods that may not be listed at all, with the reason people are shown, during its validity.</summary>
public sealed class BlockedGood : IDated
{
    public int Id { get; private set; }

    public required string Slug { get; init; }

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public required string ReasonVi { get; set; }

    public required string ReasonEn { get; set; }

    public required string LegalBasisVi { get; set; }

    public required string LegalBasisEn { get; set; }

    /// <summary>What people write who sell it, in either language, separated by |: signs to look closer, besides the names.</summary>
    public string Signs { get; set; } = "";

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }
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

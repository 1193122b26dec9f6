namespace Marketplace.Domain.Heritage;

/// <summary>One of the 54 peoples. The two official lists number them differently from 04 on, so every exchange names its list.</summary>
public sealed class EthnicGroup
{
    public int Id { get; private set; }

    /// <summary>Our own stable key.</summary>
    public required string Slug { get; init; }

    /// <summary>Decision 121-TCTK/PPCĐ of 2 March 1979.</summary>
    public required string Code1979 { get; set; }

    /// <summary>Decision 1019/QĐ-TCTK of 12 November 2008; also QCVN 109:2017 annex E.</summary>
    public required string Code2008 { get; set; }

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public string Autonym { get; set; } = "";

    public string Aliases { get; set; } = "";

    /// <summary>Old exonyms people may type; never displayed.</summary>
    public string SearchOnlyAliases { get; set; } = "";

    public string LanguageCodes { get; set; } = "";

    public int Population2019 { get; set; }

    /// <summary>Fewer than 10,000 people in 2019: only pooled, national figures are ever public.</summary>
    public bool IsSmall { get; set; }
}

/// <summary>A way of making: backstrap weaving, wax batik, pan-firing tea.</summary>
public sealed class Technique
{
    public int Id { get; private set; }

    public required string Slug { get; init; }

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    /// <summary>Empty where nobody has put it into French: then French pages show the English name and say so.</summary>
    public string NameFr { get; set; } = "";
}

/// <summary>A fair, festival or craft; shown with care, never a licence to copy.</summary>
public sealed class HeritageItem
{
    public int Id { get; private set; }

    public required string Slug { get; init; }

    public required string NameVi { get; set; }

    public required string NameEn { get; set; }

    public required string Kind { get; set; }

    public int? EthnicGroupId { get; set; }

    public int? ProvinceId { get; set; }

    public string Calendar { get; set; } = "";

    public string Month { get; set; } = "";

    public string DescriptionVi { get; set; } = "";

    public string DescriptionEn { get; set; } = "";

    public string Sensitivity { get; set; } = "";
}

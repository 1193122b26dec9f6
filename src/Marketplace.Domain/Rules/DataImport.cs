namespace Marketplace.Domain.Rules;

/// <summary>Which version of a reference file stands in the database, so that an import runs once per version.</summary>
public sealed class DataImport
{
    public required string Name { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string Version { get; set; }

    public required DateTimeOffset ImportedAt { get; set; }

    public int Rows { get; set; }
}

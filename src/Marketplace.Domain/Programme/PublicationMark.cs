namespace Marketplace.Domain.Programme;

/// <summary>
/// Up to which fact a month is public: as it was first published, and of a province again when enough has come in later to be told. What came in since stands
/// in the exact figures only.
/// </summary>
public sealed class PublicationMark
{
    public int Id { get; private set; }

    /// <summary>A province, or <see cref="RollupKeys.Country"/> for every place that has no mark of its own.</summary>
    public required int UnitId { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly Start { get; init; }

    public required long LastSaleId { get; set; }
}

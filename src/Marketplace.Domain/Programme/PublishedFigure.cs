namespace Marketplace.Domain.Programme;

/// <summary>Why a figure was published.</summary>
public enum PublicationCause
{
    /// <summary>Its period had ended.</summary>
    First = 1,

    /// <summary>Sales of the period were refunded or recognised afterwards, or places or lists of the period were loaded later.</summary>
    Late = 2,

    /// <summary>The indicator is defined in another way now.</summary>
    Definition = 3,

    /// <summary>It can no longer be shown without betraying someone.</summary>
    Withheld = 4,
}

/// <summary>
/// What was said in public about a place and a period, once and for all: rows are only added. A figure that has changed is a further vintage with its cause,
/// and the earlier ones can still be cited.
/// </summary>
public sealed class PublishedFigure
{
    public long Id { get; private set; }

    public required string IndicatorCode { get; init; }

    public required int DefinitionVersion { get; init; }

    /// <summary>An <see cref="Places.AdminUnit"/>, or <see cref="RollupKeys.Country"/>.</summary>
    public required int UnitId { get; init; }

    public required PeriodGrain Grain { get; init; }

    public required DateOnly Start { get; init; }

    /// <summary>From 1; above it the figure has been restated.</summary>
    public int Vintage { get; private set; } = 1;

    /// <summary>Rounded; nothing when withheld or not computable.</summary>
    public long? Amount { get; init; }

    /// <summary>Beside what reached people, what reached nobody by name.</summary>
    public long? UnallocatedDong { get; init; }

    /// <summary>Code of the reason why nothing could be computed.</summary>
    public string Without { get; init; } = "";

    public string Quality { get; init; } = "";

    /// <summary>Kept back, for a reason that is not told.</summary>
    public required bool IsWithheld { get; init; }

    /// <summary>SHA-256 of the exact figures it was computed from.</summary>
    public required byte[] InputHash { get; init; }

    public PublicationCause Cause { get; private set; } = PublicationCause.First;

    public required DateTimeOffset PublishedAt { get; init; }

    public ProgrammePeriod Period => new(Grain, Start);

    /// <summary>
    /// Takes its place behind the last vintage. Answers false when it says nothing new: an input that changed below the rounding is not told, because two vintages
    /// of one value would give away that something happened.
    /// </summary>
    public bool Follow(PublishedFigure? last)
    {
        if (last is null)
        {
            return true;
        }

        // What is withheld has no definition to be judged by.
        var isRedefined = last.DefinitionVersion != DefinitionVersion && !IsWithheld;
        if (!isRedefined && Said == last.Said)
        {
            return false;
        }

        Vintage = last.Vintage + 1;
        Cause = IsWithheld ? PublicationCause.Withheld : isRedefined ? PublicationCause.Definition : PublicationCause.Late;
        return true;
    }

    private (long?, long?, string, string, bool) Said => (Amount, UnallocatedDong, Without, Quality, IsWithheld);
}

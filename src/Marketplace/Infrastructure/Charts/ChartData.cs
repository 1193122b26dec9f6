namespace Marketplace.Infrastructure.Charts;

/// <summary>A point or bar: nothing where there is no figure, with the words that say why.</summary>
public sealed record ChartPoint(string Label, long? Value, string Text, string? Href = null);

/// <summary>A named amount that is part of a whole.</summary>
public sealed record Part(string Name, long Amount, string Text);

/// <summary>Five classes of equal width between the smallest and the largest figure, for maps.</summary>
public sealed record MapClasses(long Low, long High)
{
    public const int Count = 5;

    public static MapClasses Of(IEnumerable<long?> values)
    {
        long[] known = [.. values.OfType<long>()];
        return known is [] ? new MapClasses(0, 0) : new MapClasses(Math.Min(0, known.Min()), known.Max());
    }

    /// <summary>1 to 5, or 0 for no figure.</summary>
    public int ClassOf(long? value) =>
        value is not { } known ? 0 : High <= Low ? 1 : Math.Clamp((int)((Int128)(known - Low) * Count / (High - Low)) + 1, 1, Count);

    /// <summary>Where a class begins and ends.</summary>
    public (long From, long To) Bounds(int number) => (
        Low + (long)((Int128)(High - Low) * (number - 1) / Count),
        Low + (long)((Int128)(High - Low) * number / Count));
}

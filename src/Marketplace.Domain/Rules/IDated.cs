namespace Marketplace.Domain.Rules;

/// <summary>Law, rates and lists hold from a Việt Nam day to a day, both included; without a last day until a newer row takes their place.</summary>
public interface IDated
{
    DateOnly ValidFrom { get; }

    DateOnly? ValidTo { get; }
}

public static class DatedQueries
{
    /// <summary>What held on the day.</summary>
    public static IQueryable<T> On<T>(this IQueryable<T> rows, DateOnly day)
        where T : class, IDated => rows.Where(row => row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day));
}

namespace Marketplace.Domain.Rules;

/// <summary>Law, rates and lists hold from a Việt Nam day to a day, both included, or until further notice. Of several that hold for one thing the newest counts.</summary>
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

namespace Marketplace.Domain.Places;

/// <summary>Days of a list, or of all lists of the same days, and whose it is: a province's own list says nothing of anybody else.</summary>
/// <param name="ProvinceId">Nothing when the list is the whole country's.</param>
/// <param name="IsDemo">The invented one of the demonstration.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, if one is set.</param>
public sealed record ListInForce(int? ProvinceId, bool IsDemo, DateOnly From, DateOnly? To)
{
    public bool IsOn(DateOnly day) => From <= day && (To is null || To >= day);
}

/// <summary>
/// The lists of difficult places as they are dated: of which class a commune was on a day, to its province, whose own lists count, or to the country, where they
/// do not. An official list in force goes before the demonstration's, and a newer one before an older.
/// </summary>
public sealed class PlaceClasses(IEnumerable<UnitClassification> rows, IReadOnlyList<ListInForce> lists)
{
    private readonly ILookup<int, UnitClassification> _rows = rows.OrderByDescending(row => row.ValidFrom).ToLookup(row => row.UnitId);

    /// <summary>Between two changes of any list: within one of these spans every place stays what it is.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly To)> Spans
    {
        get
        {
            List<DateOnly> changes = [.. lists.SelectMany(list => new[] { list.From, list.To?.AddDays(1) ?? DateOnly.MaxValue }).Append(DateOnly.MinValue).Append(DateOnly.MaxValue).Distinct().Order()];
            return [.. changes.Zip(changes.Skip(1), (from, next) => (from, next.AddDays(-1)))];
        }
    }

    /// <returns>Region 1 to 3, or 0 when on no list.</returns>
    /// <param name="unit">The commune.</param>
    /// <param name="province">Its province, whose own lists count besides the country's; nothing when it is the country that asks.</param>
    /// <param name="day">The day.</param>
    public (int Region, bool IsExtremelyDifficult) Of(int unit, int? province, DateOnly day) =>
        IsDemo(province, day) is { } isDemo && _rows[unit].FirstOrDefault(row => row.ValidFrom <= day && (row.ValidTo is null || row.ValidTo >= day)
            && row.Scheme == PlaceQueries.DemoScheme == isDemo && (province is not null || row.Scope.Length == 0)) is { } listed
            ? (listed.Region, listed.IsExtremelyDifficult)
            : (0, false);

    public bool IsDifficult(int unit, int? province, DateOnly day) => Of(unit, province, day) is { Region: 3 } or { IsExtremelyDifficult: true };

    /// <summary>Whether it is the demonstration's list that counts there; nothing when there is no list, which is not the same as a list that names nobody.</summary>
    public bool? IsDemo(int? province, DateOnly day)
    {
        bool? isDemo = null;
        foreach (var list in lists)
        {
            if (list.IsOn(day) && (list.ProvinceId is null || list.ProvinceId == province))
            {
                isDemo = list.IsDemo && isDemo != false;
            }
        }

        return isDemo;
    }
}

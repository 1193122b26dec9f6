using Marketplace.Domain.Places;

namespace Marketplace.Features.Programme.Figures;

/// <summary>A commune that some list names, with its province then and on today's map.</summary>
internal sealed record ListedCommune(int Id, int? ProvinceThen, int? ProvinceNow);

/// <summary>
/// How many communes of a place are on the lists in force on a day, each counted once. Lists are asked in the same way as sales are classified, so that the communes
/// with sales are among them.
/// </summary>
internal sealed class CommuneLists(PlaceClasses classes, IReadOnlyList<ListedCommune> communes)
{
    private readonly ILookup<int?, ListedCommune> _inProvince = communes.ToLookup(commune => commune.ProvinceNow);

    /// <returns>No number when there is no list, which is not the same as none.</returns>
    public (int? Count, bool IsDemo) On(Place place, DateOnly day) => place.Level switch
    {
        AdminLevel.Country => classes.IsDemo(null, day) is { } isDemo ? (communes.Count(commune => classes.Of(commune.Id, null, day).Region > 0), isDemo) : (null, false),
        AdminLevel.Province => InProvince(place, day),
        _ => classes.IsDemo(place.ParentId, day) is { } isDemo ? (classes.Of(place.Id, place.ParentId, day).Region > 0 ? 1 : 0, isDemo) : (null, false),
    };

    /// <summary>A province that took over others has their lists of the days before.</summary>
    private (int? Count, bool IsDemo) InProvince(Place place, DateOnly day)
    {
        List<ListedCommune> inside = [.. _inProvince[place.Id]];
        List<bool> lists = [.. inside.Select(commune => commune.ProvinceThen).Append(place.Id).Distinct().Select(province => classes.IsDemo(province, day)).OfType<bool>()];
        return lists.Count == 0 ? (null, false)
            : (inside.Count(commune => classes.Of(commune.Id, commune.ProvinceThen, day).Region > 0), lists.TrueForAll(isDemo => isDemo));
    }
}

namespace Marketplace.Domain.Programme;

/// <summary>
/// Sums of recognised sales of a place in a period, by one dimension; written with the facts and rebuildable to the same bytes, so that dashboards
/// never read orders. Days are kept for communes, months and quarters for communes, provinces and the country.
/// </summary>
public sealed class SalesRollup
{
    public long Id { get; private set; }

    /// <summary>An <see cref="Places.AdminUnit"/>, or <see cref="RollupKeys.Country"/>.</summary>
    public required int UnitId { get; init; }

    public required PeriodGrain Grain { get; init; }

    public required DateOnly Start { get; init; }

    /// <summary>One of <see cref="Dimensions"/>.</summary>
    public required string Dimension { get; init; }

    /// <summary>Value of the dimension; "" for total.</summary>
    public required string Key { get; init; }

    /// <summary>Sales less reversals.</summary>
    public int Facts { get; set; }

    public int Quantity { get; set; }

    public long ValueDong { get; set; }

    public long FeeDong { get; set; }

    public long WithheldDong { get; set; }

    public long PayableDong { get; set; }
}

/// <summary>By what sums are kept.</summary>
public static class Dimensions
{
    public const string Total = "total";
    public const string Category = "category";

    /// <summary>"1" to "3", or "0" when on no list.</summary>
    public const string Region = "region";

    /// <summary>"1" from region III or an extremely difficult place.</summary>
    public const string Difficult = "difficult";

    /// <summary>"1" sent abroad.</summary>
    public const string Export = "export";
    public const string Destination = "destination";
    public const string Channel = "channel";

    /// <summary>Number of the <see cref="AllocationQuality"/>; sums of shares.</summary>
    public const string Quality = "quality";

    /// <summary>Number of the <see cref="People.Gender"/>; sums of people's shares.</summary>
    public const string Gender = "gender";

    /// <summary>Ethnic group, "" when not stated; sums of people's shares; not kept below the province.</summary>
    public const string Ethnic = "ethnic";
}

/// <summary>Parts of the sales for which distinct members are counted apart, each beside its opposite, because both can betray.</summary>
public static class Slices
{
    public const string All = "all";
    public const string Export = "export";
    public const string Domestic = "domestic";
    public const string Difficult = "difficult";
    public const string Other = "other";

    /// <summary>Sales with a share that reaches a person, and sales with a share that reaches nobody; a sale may be in both.</summary>
    public const string Allocated = "allocated";
    public const string Unallocated = "nobody";

    /// <summary>Sales with a share of a woman, and sales with a share of anyone else who has stated a gender.</summary>
    public const string Women = "women";
    public const string OtherGenders = "others";
}

/// <summary>
/// Who was active where and when: one row per place, period, slice and member. Distinct people, producers, orders and communes are counted from
/// it at each level, never added.
/// </summary>
public sealed class ActivityRollup
{
    public const string Person = "person";
    public const string Producer = "producer";

    /// <summary>What a buyer placed at once, of however many producers.</summary>
    public const string Order = "order";

    /// <summary>A commune that is on the programme's list.</summary>
    public const string Commune = "commune";

    public long Id { get; private set; }

    public required int UnitId { get; init; }

    public required PeriodGrain Grain { get; init; }

    public required DateOnly Start { get; init; }

    public required string Slice { get; init; }

    public required string Kind { get; init; }

    /// <summary>Keyed hash or id of the member.</summary>
    public required Guid Member { get; init; }

    /// <summary>Active while above zero.</summary>
    public long ValueDong { get; set; }

    /// <summary>For persons: stated to belong to one of the 53 minorities.</summary>
    public bool IsMinority { get; set; }

    /// <summary>For persons: the <see cref="People.Gender"/> stated with consent.</summary>
    public int Gender { get; set; }
}

/// <summary>How many distinct members were active in a place, a period and a slice, and what the largest producer sold.</summary>
public sealed class ReachRollup
{
    public long Id { get; private set; }

    public required int UnitId { get; init; }

    public required PeriodGrain Grain { get; init; }

    public required DateOnly Start { get; init; }

    public required string Slice { get; init; }

    public int Producers { get; set; }

    public int Orders { get; set; }

    public int Persons { get; set; }

    public int MinorityPersons { get; set; }

    public int MinorityWomen { get; set; }

    public int MinorityStatedGender { get; set; }

    public int Women { get; set; }

    public int StatedGender { get; set; }

    public int ListedCommunes { get; set; }

    public long TopProducerDong { get; set; }

    /// <summary>Counts an active member in (or out again, with −1).</summary>
    public void Count(ActivityRollup member, int by) => Count(member.Kind, member.IsMinority, member.Gender, by);

    public void Count(string kind, bool isMinority, int gender, int by)
    {
        switch (kind)
        {
            case ActivityRollup.Producer:
                Producers += by;
                break;
            case ActivityRollup.Order:
                Orders += by;
                break;
            case ActivityRollup.Commune:
                ListedCommunes += by;
                break;
            default:
                Persons += by;
                Women += gender == (int)People.Gender.Female ? by : 0;
                StatedGender += gender != (int)People.Gender.NotStated ? by : 0;
                MinorityPersons += isMinority ? by : 0;
                MinorityWomen += isMinority && gender == (int)People.Gender.Female ? by : 0;
                MinorityStatedGender += isMinority && gender != (int)People.Gender.NotStated ? by : 0;
                break;
        }
    }
}

namespace Marketplace.Domain.Programme;

public enum MeasureUnit
{
    Dong = 1,
    Persons = 2,

    /// <summary>Hundredths of a percent.</summary>
    BasisPoints = 3,
}

/// <summary>A computed figure, or the reason why there is none. <c>Reason</c> is a code: no-list, no-sales, nobody-stated, above-commune, few.</summary>
public readonly record struct Measure(MeasureUnit Unit, long? Amount, string Reason = "", string Quality = "")
{
    public static Measure None(MeasureUnit unit, string reason) => new(unit, null, reason);
}

/// <summary>Distinct members of a slice.</summary>
public sealed record Reach(int Producers, int Orders, long TopProducerDong)
{
    public static readonly Reach Nobody = new(0, 0, 0);
}

/// <summary>Everything the headline indicators need of one place in one period, from roll-ups.</summary>
public sealed record UnitFigures
{
    public static readonly UnitFigures Nothing = new();

    public long ValueDong { get; init; }

    public long FeeDong { get; init; }

    public long WithheldDong { get; init; }

    public long PayableDong { get; init; }

    /// <summary>Of what producers receive, the shares that reach a natural person, by how well that is known.</summary>
    public long PayableFromBatchDong { get; init; }

    public long PayableFromLedgerDong { get; init; }

    public long PayableDeclaredDong { get; init; }

    public long UnallocatedDong { get; init; }

    public long WomenDong { get; init; }

    public long StatedGenderDong { get; init; }

    public long NotStatedGenderDong { get; init; }

    public long DifficultDong { get; init; }

    public long ExportDong { get; init; }

    public int Destinations { get; init; }

    public int MinorityPersons { get; init; }

    public int MinorityWomen { get; init; }

    public int MinorityStatedGender { get; init; }

    public int Women { get; init; }

    public int StatedGender { get; init; }

    public int Persons { get; init; }

    public int ListedWithSales { get; init; }

    /// <summary>Communes on the list in force at the end of the period; nothing when no list is loaded.</summary>
    public int? Listed { get; init; }

    /// <summary>The list is the invented one of the demonstration.</summary>
    public bool ListIsDemo { get; init; }

    public bool IsCommune { get; init; }

    public Reach All { get; init; } = Reach.Nobody;

    public Reach Export { get; init; } = Reach.Nobody;

    public Reach Domestic { get; init; } = Reach.Nobody;

    public Reach Difficult { get; init; } = Reach.Nobody;

    public Reach Other { get; init; } = Reach.Nobody;

    /// <summary>Of the sales, what reaches a person, and what reaches nobody.</summary>
    public Reach Allocated { get; init; } = Reach.Nobody;

    public Reach Unallocated { get; init; } = Reach.Nobody;

    /// <summary>Of the shares whose person has stated a gender, women's and the others'.</summary>
    public Reach ByWomen { get; init; } = Reach.Nobody;

    public Reach ByOtherGenders { get; init; } = Reach.Nobody;

    /// <summary>Value of those shares, before fee and tax.</summary>
    public long WomenValueDong { get; init; }

    public long OtherGendersValueDong { get; init; }

    /// <summary>Value of the sales' shares that reach nobody, before fee and tax.</summary>
    public long UnallocatedValueDong { get; init; }

    public long AllocatedDong => PayableFromBatchDong + PayableFromLedgerDong + PayableDeclaredDong;
}

/// <summary>The eight indicators of the dashboard, as <c>indicators.csv</c> defines them.</summary>
public static class HeadlineIndicators
{
    public const string ActiveProducers = "A1";
    public const string CommuneCoverage = "A3";
    public const string NetSales = "B1";
    public const string ProducerPayouts = "C1";
    public const string ProducerShare = "C2";
    public const string WomensShare = "D1";
    public const string DifficultShare = "D3";
    public const string ExportSales = "E1";

    public static IReadOnlyList<string> Codes { get; } =
        [NetSales, ProducerPayouts, ProducerShare, ActiveProducers, WomensShare, DifficultShare, CommuneCoverage, ExportSales];

    public static MeasureUnit UnitOf(string code) => code switch
    {
        NetSales or ProducerPayouts or ExportSales => MeasureUnit.Dong,
        ActiveProducers => MeasureUnit.Persons,
        _ => MeasureUnit.BasisPoints,
    };

    public static Measure Compute(string code, UnitFigures figures) => code switch
    {
        ActiveProducers => new Measure(MeasureUnit.Persons, figures.MinorityPersons, Quality: AllocationQualityOf(figures)),
        CommuneCoverage => Coverage(figures),
        NetSales => new Measure(MeasureUnit.Dong, figures.ValueDong, Quality: "A"),
        ProducerPayouts => new Measure(MeasureUnit.Dong, figures.AllocatedDong, Quality: AllocationQualityOf(figures)),
        ProducerShare => Share(figures.AllocatedDong, figures.ValueDong, "no-sales", AllocatedShareQuality(figures)),
        WomensShare => figures.ValueDong == 0 ? Measure.None(MeasureUnit.BasisPoints, "no-sales")
            : Share(figures.WomenDong, figures.StatedGenderDong, "nobody-stated", StatedQuality(figures)),
        DifficultShare => figures.Listed is null ? Measure.None(MeasureUnit.BasisPoints, "no-list")
            : Share(figures.DifficultDong, figures.ValueDong, "no-sales", "B"),
        ExportSales => new Measure(MeasureUnit.Dong, figures.ExportDong, Quality: "B"),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a headline indicator."),
    };

    private static Measure Coverage(UnitFigures figures) =>
        figures.IsCommune ? Measure.None(MeasureUnit.BasisPoints, "above-commune")
        : figures.Listed is not > 0 ? Measure.None(MeasureUnit.BasisPoints, "no-list")
        : Share(figures.ListedWithSales, figures.Listed.Value, "no-list", figures.ListIsDemo ? "C" : "A");

    /// <summary>A part of a whole, rounded half up; nothing without a whole.</summary>
    public static Measure Share(long part, long whole, string reasonWithout, string quality = "") =>
        whole <= 0
            ? Measure.None(MeasureUnit.BasisPoints, reasonWithout)
            : new Measure(MeasureUnit.BasisPoints, (long)(((Int128)part * 20_000 + whole) / ((Int128)whole * 2)), Quality: quality);

    /// <summary>The weakest source that carries more than a twentieth.</summary>
    private static string AllocationQualityOf(UnitFigures figures) =>
        figures.PayableDeclaredDong * 20 > figures.AllocatedDong ? "C" : figures.PayableFromLedgerDong * 20 > figures.AllocatedDong ? "B" : "A";

    private static string AllocatedShareQuality(UnitFigures figures) =>
        (figures.AllocatedDong * 10, figures.PayableDong) is var (allocated, payable) && allocated >= payable * 9 ? "A" : allocated >= payable * 7 ? "B" : "C";

    private static string StatedQuality(UnitFigures figures) =>
        (figures.NotStatedGenderDong * 20, figures.StatedGenderDong + figures.NotStatedGenderDong) is var (missing, all) && missing <= all ? "A"
        : missing <= all * 4 ? "B" : "C";
}

namespace Marketplace.Domain.Programme;

/// <summary>
/// A figure about one to four people tells of one of them. Those responsible for a place see its figures exactly, of such a group only that it is one
/// ("ít hơn 5"): on pages, in files, and where it would be compared. Each figure is judged by itself; who may see a whole and its other parts can subtract, which is why
/// every view is logged. What is published is protected against that too (<see cref="Disclosure"/>).
/// </summary>
public static class SmallGroups
{
    /// <summary>The reason in place of the amount.</summary>
    public const string Few = "few";

    /// <summary>The figure, unless it counts few people or divides money of few.</summary>
    public static Measure Compute(string code, UnitFigures figures) => code switch
    {
        HeadlineIndicators.ActiveProducers when IsAny(figures.MinorityPersons) => Measure.None(MeasureUnit.Persons, Few),
        HeadlineIndicators.WomensShare when IsAny(figures.Women, figures.StatedGender - figures.Women) => Measure.None(MeasureUnit.BasisPoints, Few),
        _ => HeadlineIndicators.Compute(code, figures),
    };

    /// <summary>Nobody is no small group.</summary>
    public static bool IsAny(params ReadOnlySpan<int> groups)
    {
        foreach (var group in groups)
        {
            if (group is > 0 and < Disclosure.MinimumPersons)
            {
                return true;
            }
        }

        return false;
    }
}

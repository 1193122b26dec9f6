using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;

namespace Marketplace.BrowserTests.Support;

/// <summary>The months of the running clock, by which the published market goes.</summary>
internal static class Months
{
    public static ProgrammePeriod This => ProgrammePeriod.Of(PeriodGrain.Month, TimeProvider.System.GetUtcNow().VietnamDay());

    /// <summary>The last whole one, in which the demonstration has sales on any day of the year: on the first of a month there are none in this one.</summary>
    public static string Last { get; } = This.Previous.Code;
}

namespace Marketplace.Domain.Common;

/// <summary>Việt Nam has one zone, UTC+7 without summer time, so business days need no time-zone data.</summary>
public static class VietnamTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    extension(DateTimeOffset instant)
    {
        /// <summary>The calendar day in Việt Nam at this instant.</summary>
        public DateOnly VietnamDay() => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

        /// <summary>The same instant on Việt Nam's clocks.</summary>
        public DateTimeOffset InVietnam() => instant.ToOffset(Offset);
    }

    /// <summary>The instant at which that day begins in Việt Nam, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>How long the invented past is.</summary>
internal static class DemoCalendar
{
    public const int Months = 18;

    /// <summary>The number everything invented is drawn from; the same number on the same day plays the same past.</summary>
    public const int Seed = 20251;
}

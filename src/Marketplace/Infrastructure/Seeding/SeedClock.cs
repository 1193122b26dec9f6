namespace Marketplace.Infrastructure.Seeding;

/// <summary>The clock of the invented past: stands still until it is moved, and never goes back.</summary>
internal sealed class SeedClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset instant) => Volatile.Write(ref _ticks, Math.Max(_ticks, instant.UtcTicks));
}

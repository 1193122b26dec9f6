namespace Marketplace.Infrastructure.Seeding;

/// <summary>The clock of the invented past: stands still until it is moved, and goes back only when it is told to begin again.</summary>
internal sealed class SeedClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Back to the beginning, once the market stands and before its past is played.</summary>
    public void Reset(DateTimeOffset instant) => Volatile.Write(ref _ticks, instant.UtcTicks);

    public void MoveTo(DateTimeOffset instant) => Volatile.Write(ref _ticks, Math.Max(_ticks, instant.UtcTicks));
}

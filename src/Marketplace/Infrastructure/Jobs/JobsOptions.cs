namespace Marketplace.Infrastructure.Jobs;

/// <summary><c>Jobs:…</c>. Every web node may run jobs: rows are claimed by lease.</summary>
public sealed class JobsOptions
{
    public const string Section = "Jobs";

    /// <summary>False: this process only writes jobs, others run them (and tests run them by hand).</summary>
    public bool Run { get; set; } = true;

    /// <summary>How often to look when nobody rang.</summary>
    public int PollSeconds { get; set; } = 5;

    /// <summary>Longer than the slowest outside call with its own retries.</summary>
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>Tries before a message waits for a person.</summary>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>5 s, 10 s, 20 s … at most an hour.</summary>
    public static TimeSpan Delay(int attempts) => TimeSpan.FromSeconds(Math.Min(3600, 5L << Math.Clamp(attempts - 1, 0, 12)));
}

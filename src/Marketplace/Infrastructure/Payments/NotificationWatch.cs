using System.Diagnostics.Metrics;

namespace Marketplace.Infrastructure.Payments;

/// <summary>
/// What operators watch of providers' notifications, as meters of <see cref="Name"/> (dotnet-counters and every collector read them) and in the log: kinds that
/// nobody here knows, and clocks that drift apart before genuine notifications are refused.
/// </summary>
public sealed partial class NotificationWatch
{
    public const string Name = "Marketplace.Payments";

    private static readonly TimeSpan Alarming = TimeSpan.FromSeconds(60);

    private readonly Counter<long> _unknown;
    private readonly Counter<long> _skewed;
    private readonly ILogger _logger;

    public NotificationWatch(IMeterFactory meters, ILogger<NotificationWatch> logger)
    {
        var meter = meters.Create(Name);
        (_unknown, _skewed, _logger) = (
            meter.CreateCounter<long>("notifications.unknown", description: "Notifications of a kind that is stored and answered, and nothing more."),
            meter.CreateCounter<long>("notifications.skewed", description: "Genuine notifications more than a minute off our clock."), logger);
    }

    public void Unknown(string provider, string kind)
    {
        _unknown.Add(1, KeyValuePair.Create<string, object?>("provider", provider), KeyValuePair.Create<string, object?>("kind", kind));
        LogUnknown(_logger, provider, kind);
    }

    /// <summary>A genuine one came, with the time its sender wrote on it.</summary>
    public void Arrived(string provider, DateTimeOffset now, long sentSeconds)
    {
        var skew = now.ToUnixTimeSeconds() - sentSeconds;
        if (Math.Abs(skew) > Alarming.TotalSeconds)
        {
            _skewed.Add(1, KeyValuePair.Create<string, object?>("provider", provider));
            LogSkew(_logger, provider, skew);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A notification of {Provider} is of the kind {Kind}, which nobody knows: it is stored and nothing more")]
    private static partial void LogUnknown(ILogger logger, string provider, string kind);

    [LoggerMessage(LogLevel.Warning, "A genuine notification of {Provider} is {Seconds} s off our clock")]
    private static partial void LogSkew(ILogger logger, string provider, long seconds);
}

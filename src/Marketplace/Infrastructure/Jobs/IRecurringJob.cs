using MediatR;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>
/// A command sent again and again. It sweeps whatever is due, so that a missed run is made up by the next. One that is refused cannot be done yet: it is sent
/// again at the next look, until it is done.
/// </summary>
public interface IRecurringJob
{
    /// <summary>Names its row; never changes.</summary>
    string Name { get; }

    TimeSpan Every { get; }

    IBaseRequest CreateCommand();
}

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What happens when, in order of time and, at the same moment, in order of planning. The clock moves with it.</summary>
internal sealed class DemoTimeline(SeedClock clock)
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset, int)> _steps = new();
    private int _planned;

    public void At(DateTimeOffset instant, Func<Task> step) => _steps.Enqueue(step, (instant, _planned++));

    public void In(TimeSpan delay, Func<Task> step) => At(clock.GetUtcNow() + delay, step);

    /// <summary>Plays everything up to an instant; what would come later has not happened yet.</summary>
    public async Task Play(DateTimeOffset until)
    {
        while (_steps.TryPeek(out var step, out var when) && when.Item1 <= until)
        {
            _steps.Dequeue();
            clock.MoveTo(when.Item1);
            await step();
        }
    }
}

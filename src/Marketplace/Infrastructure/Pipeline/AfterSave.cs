namespace Marketplace.Infrastructure.Pipeline;

/// <summary>What should happen once the command's change is durable and may be lost without harm: evicting caches, waking a worker.</summary>
public sealed class AfterSave
{
    private readonly List<Func<CancellationToken, ValueTask>> _actions = [];
    private readonly List<Action> _otherwise = [];

    public void Do(Func<CancellationToken, ValueTask> action) => _actions.Add(action);

    /// <summary>What should happen when the command was refused or lost its race, so that nothing of it was saved: putting away files that no row names.</summary>
    public void Otherwise(Action action) => _otherwise.Add(action);

    internal void Forget()
    {
        _actions.Clear();
        foreach (var action in _otherwise.ToArray())
        {
            action();
        }

        _otherwise.Clear();
    }

    internal async Task Run(CancellationToken ct)
    {
        _otherwise.Clear();
        foreach (var action in _actions.ToArray())
        {
            await action(ct);
        }

        _actions.Clear();
    }
}

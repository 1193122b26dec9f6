namespace Marketplace.Infrastructure.Pipeline;

/// <summary>What should happen once the command's change is durable and may be lost without harm: evicting caches, waking a worker.</summary>
public sealed class AfterSave
{
    private readonly List<Func<CancellationToken, ValueTask>> _actions = [];

    public void Do(Func<CancellationToken, ValueTask> action) => _actions.Add(action);

    internal void Forget() => _actions.Clear();

    internal async Task Run(CancellationToken ct)
    {
        foreach (var action in _actions.ToArray())
        {
            await action(ct);
        }

        _actions.Clear();
    }
}

using MediatR;

namespace Marketplace.Domain.Common;

/// <summary>Something that happened to an aggregate, in the past tense.</summary>
public interface IDomainEvent : INotification;

/// <summary>A consistency boundary: loaded whole, changed by its own methods, saved once.</summary>
public abstract class Aggregate
{
    private readonly List<IDomainEvent> _events = [];

    /// <summary>Counts saves; a save against an older number is a lost race.</summary>
    public int Version { get; private set; }

    protected void Raise(IDomainEvent domainEvent) => _events.Add(domainEvent);

    /// <summary>Called by the unit of work when the aggregate is about to be written.</summary>
    public void Touch() => Version++;

    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IReadOnlyList<IDomainEvent> taken = [.. _events];
        _events.Clear();
        return taken;
    }
}

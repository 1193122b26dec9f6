using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Pipeline;

internal static class Race
{
    /// <summary>Somebody else changed the same thing, twice in a row. The same command may well succeed a moment later.</summary>
    public static readonly Refusal Lost = new("common.changed-meanwhile");
}

/// <summary>
/// One command, one save: the only place that saves. A lost race (someone else's row came first) is run again once on fresh data, so that the
/// handler can answer what the winner got; a second loss is a refusal.
/// </summary>
internal sealed class UnitOfWorkBehavior<TCommand, TResult>(MarketplaceDb db, IWriteGate gate, IPublisher publisher, AfterSave afterSave)
    : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>
    where TResult : IResult<TResult>
{
    public async Task<TResult> Handle(TCommand request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TResult result;
            try
            {
                result = await Run(request, next, cancellationToken);
            }
            catch (Exception failure) when (DatabaseErrors.IsLostRace(failure) || (attempt == 1 && DatabaseErrors.IsBrokenReference(failure)))
            {
                // A reference that breaks on fresh data as well is no race but a fault of ours.
                db.ChangeTracker.Clear();
                afterSave.Forget();
                if (attempt == 2)
                {
                    return TResult.Refused([Race.Lost]);
                }

                continue;
            }

            // What is saved is never run again, whatever goes wrong from here on.
            await afterSave.Run(cancellationToken);
            return result;
        }
    }

    private async Task<TResult> Run(TCommand request, RequestHandlerDelegate<TResult> next, CancellationToken ct)
    {
        TResult result;
        if (request is ITransactional)
        {
            using var turn = await gate.Enter(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            result = await next();
            if (!result.Succeeded)
            {
                return Forget(result);
            }

            await Save(ct);
            await transaction.CommitAsync(ct);
        }
        else
        {
            result = await next();
            if (!result.Succeeded)
            {
                return Forget(result);
            }

            using var turn = await gate.Enter(ct);
            await SaveWithWhatEventsOpened(ct);
        }

        return result;
    }

    /// <summary>Something that reacts to an event may open a transaction for its own locks (roll-ups do); it ends with the save.</summary>
    private async Task SaveWithWhatEventsOpened(CancellationToken ct)
    {
        try
        {
            await Save(ct);
            if (db.Database.CurrentTransaction is { } opened)
            {
                await opened.CommitAsync(ct);
            }
        }
        finally
        {
            if (db.Database.CurrentTransaction is { } left)
            {
                await left.DisposeAsync();
            }
        }
    }

    private TResult Forget(TResult refused)
    {
        db.ChangeTracker.Clear();
        afterSave.Forget();
        return refused;
    }

    /// <summary>
    /// Comparing everything that was loaded is the dearest part of a save, and EF Core does it again at each look at what is tracked: here it is done
    /// once, and once more after each round of events.
    /// </summary>
    private async Task Save(CancellationToken ct)
    {
        var tracker = db.ChangeTracker;
        tracker.DetectChanges();
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            while (TakeEvents() is { Count: > 0 } events)
            {
                foreach (var domainEvent in events)
                {
                    await publisher.Publish(domainEvent, ct);
                }

                tracker.DetectChanges();
            }

            foreach (var entry in tracker.Entries<Aggregate>().Where(entry => entry.State is EntityState.Modified or EntityState.Added).ToList())
            {
                entry.Entity.Touch();
                entry.DetectChanges();
            }

#pragma warning disable RS0030 // The one place that saves.
            await db.SaveChangesAsync(ct);
#pragma warning restore RS0030
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = true;
        }
    }

    private List<IDomainEvent> TakeEvents() =>
        [.. db.ChangeTracker.Entries<Aggregate>().SelectMany(entry => entry.Entity.TakeEvents())];
}

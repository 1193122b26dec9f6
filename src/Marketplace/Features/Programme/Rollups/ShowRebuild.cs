using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Rollups;

/// <summary>How far the last rebuild came.</summary>
public sealed record ShowRebuild : IQuery<RebuildModel>;

public enum TurnState
{
    Waiting = 1,
    Running = 2,
    Done = 3,

    /// <summary>Failed and will be tried again.</summary>
    Delayed = 4,

    /// <summary>Given up; the undelivered calls of the finance pages have it.</summary>
    Failed = 5,
}

public sealed record RebuildModel(DateTimeOffset? AskedAt, IReadOnlyList<TurnRow> Turns, bool HoldsPublication)
{
    public int Done => Turns.Count(turn => turn.State == TurnState.Done);

    public bool IsRunning => Turns.Any(turn => turn.State is TurnState.Waiting or TurnState.Running or TurnState.Delayed);
}

public sealed record TurnRow(string Quarter, TurnState State, DateTimeOffset? At, string Error);

internal sealed class ShowRebuildHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowRebuild, RebuildModel>
{
    public async Task<RebuildModel> Handle(ShowRebuild request, CancellationToken cancellationToken)
    {
        var turns = db.OutboxMessages.AsNoTracking().Where(message => message.Kind == RebuildQuarter.Name);
        if (await turns.OrderByDescending(message => message.CreatedAt).Select(message => new { message.CreatedAt, message.IdempotencyKey })
            .FirstOrDefaultAsync(cancellationToken) is not { } last)
        {
            return new RebuildModel(null, [], HoldsPublication: false);
        }

        // The turns of one rebuild are written a moment apart; what they share is the beginning of their keys, which says when it was asked for. A minute of
        // grace for a clock that was set back just then.
        var run = last.IdempotencyKey[..(last.IdempotencyKey.LastIndexOf(':') + 1)];
        var asked = new DateTimeOffset(long.Parse(run.Split(':')[^2], CultureInfo.InvariantCulture), TimeSpan.Zero).AddMinutes(-1);
        var now = clock.GetUtcNow();
        var rows = await turns.Where(message => message.CreatedAt >= asked && message.IdempotencyKey.StartsWith(run))
            .Select(message => new { message.IdempotencyKey, message.DoneAt, message.LeasedUntil, message.IsDead, message.Attempts, message.LastError }).ToListAsync(cancellationToken);
        return new RebuildModel(last.CreatedAt,
        [
            .. rows.Select(row => (Row: row, Quarter: ProgrammePeriod.Parse(row.IdempotencyKey.Split(':')[^1])!.Value))
                .OrderBy(turn => turn.Quarter.Start)
                .Select(turn => new TurnRow(
                    FigureText.Of(turn.Quarter),
                    turn.Row switch
                    {
                        { DoneAt: not null } => TurnState.Done,
                        { IsDead: true } => TurnState.Failed,
                        { LeasedUntil: { } until } when until > now => TurnState.Running,
                        { Attempts: > 0 } => TurnState.Delayed,
                        _ => TurnState.Waiting,
                    },
                    turn.Row.DoneAt,
                    turn.Row.LastError)),
        ], await QuarterTurn.AnyUnfinished(db, cancellationToken));
    }
}

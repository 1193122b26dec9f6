using System.Globalization;
using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Rollups;

/// <summary>Has all roll-ups written again from their facts, a quarter at a time, by the workers.</summary>
public sealed record RequestRebuild(UserId Administrator) : ICommand<Result>, ITransactional;

/// <summary>A quarter's turn in a rebuild.</summary>
internal sealed record QuarterTurn(string Quarter)
{
    /// <summary>Asks for a turn of every quarter that has sales, to be saved with what makes it necessary.</summary>
    /// <returns>The days of the first sale and of the last; nothing when there is none.</returns>
    public static async Task<(DateOnly First, DateOnly Last)?> Ask(MarketplaceDb db, Outbox outbox, DateTimeOffset now, CancellationToken ct)
    {
        // Two questions: either end of the index is one row.
        if (await db.Sales.MinAsync(sale => (DateOnly?)sale.Day, ct) is not { } first || await db.Sales.MaxAsync(sale => (DateOnly?)sale.Day, ct) is not { } end)
        {
            return null;
        }

        var last = ProgrammePeriod.Of(PeriodGrain.Quarter, end);
        for (var quarter = ProgrammePeriod.Of(PeriodGrain.Quarter, first); quarter.Start <= last.Start; quarter = ProgrammePeriod.Of(PeriodGrain.Quarter, quarter.End.AddDays(1)))
        {
            outbox.Add(RebuildQuarter.Name, new QuarterTurn(quarter.Code), $"{RebuildQuarter.Name}:{now.UtcTicks}:{quarter.Code}");
        }

        return (first, end);
    }

    /// <summary>Whether some quarter's newest turn is not done, were it given up: its roll-ups are then neither those of before nor those of after.</summary>
    public static async Task<bool> AnyUnfinished(MarketplaceDb db, CancellationToken ct)
    {
        var turns = db.OutboxMessages.AsNoTracking().Where(message => message.Kind == RebuildQuarter.Name);
        var unfinished = await turns.Where(message => message.DoneAt == null).Select(message => new { message.IdempotencyKey, message.CreatedAt, message.IsDead }).ToListAsync(ct);
        if (unfinished.Count == 0 || unfinished.Exists(turn => !turn.IsDead))
        {
            return unfinished.Count > 0;
        }

        var since = unfinished.Min(turn => turn.CreatedAt);
        var done = await turns.Where(message => message.CreatedAt >= since && message.DoneAt != null).Select(message => message.IdempotencyKey).ToListAsync(ct);
        return unfinished.Exists(turn => Of(turn.IdempotencyKey) is var (asked, quarter) && !done.Exists(key => Of(key) is var (later, same) && same == quarter && later > asked));
    }

    /// <summary>When the turn was asked for and of which quarter, as its key says.</summary>
    private static (long Asked, string Quarter) Of(string key) => key.Split(':') is [_, var ticks, var quarter] ? (long.Parse(ticks, CultureInfo.InvariantCulture), quarter)
        : throw new InvalidOperationException($"{key} is no turn of a rebuild.");
}

internal sealed class RequestRebuildHandler(MarketplaceDb db, Outbox outbox, TimeProvider clock) : IRequestHandler<RequestRebuild, Result>
{
    public async Task<Result> Handle(RequestRebuild request, CancellationToken cancellationToken)
    {
        if (await db.OutboxMessages.AnyAsync(message => message.Kind == RebuildQuarter.Name && message.DoneAt == null && !message.IsDead, cancellationToken))
        {
            return new Refusal("programme.rebuild-running");
        }

        var now = clock.GetUtcNow();
        if (await QuarterTurn.Ask(db, outbox, now, cancellationToken) is not var (first, end))
        {
            return new Refusal("programme.rebuild-nothing");
        }

        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = request.Administrator, Action = "rollups.rebuild", Subject = "rollups", Detail = $"{first:O} – {end:O}" });
        return Result.Ok;
    }
}

/// <summary>Takes a quarter's turn; taken twice, it writes the same.</summary>
internal sealed class RebuildQuarter(ISender sender) : IOutboxHandler
{
    public const string Name = "programme.rebuild";

    public string Kind => Name;

    public async Task Handle(OutboxMessage message, CancellationToken ct)
    {
        var turn = JsonSerializer.Deserialize<QuarterTurn>(message.Payload);
        var quarter = ProgrammePeriod.Parse(turn?.Quarter) ?? throw new InvalidOperationException($"Outbox message {message.Id} names no quarter.");
        (await sender.Send(new RebuildRollups(quarter), ct)).OrTryAgain(message);
    }
}

using System.Linq.Expressions;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>
/// Empties what messages said 30 days after they were done or given up: names, numbers and links that open something. Their rows stay, with kind and key,
/// so that nothing happens twice. What is about money keeps its words until it is done: notifications, and calls to those who pay.
/// </summary>
public sealed record ForgetMessages : ICommand<Result>
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);
}

internal sealed class ForgetMessagesHandler(MarketplaceDb db, IWriteGate gate, TimeProvider clock) : IRequestHandler<ForgetMessages, Result>
{
    /// <summary>Others write between two lots.</summary>
    private const int AtOnce = 200;

    public async Task<Result> Handle(ForgetMessages command, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - ForgetMessages.KeptFor;
        await Empty(
            db.OutboxMessages.Where(message => message.Payload != "" && (message.DoneAt != null || !message.Kind.StartsWith("payments."))), message => message.Payload, before, ct);
        await Empty(db.InboxMessages.Where(message => message.Body != "" && message.DoneAt != null), message => message.Body, before, ct);
        return Result.Ok;
    }

    private async Task Empty<TMessage>(IQueryable<TMessage> filled, Expression<Func<TMessage, string>> said, DateTimeOffset before, CancellationToken ct)
        where TMessage : LeasedMessage
    {
        var over = filled.Where(message => message.DoneAt < before || (message.DoneAt == null && message.IsDead && message.DueAt < before));
        while (await over.OrderBy(message => message.Id).Select(message => message.Id).Take(AtOnce).ToListAsync(ct) is { Count: > 0 } ids)
        {
            using var turn = await gate.Enter(ct);
            await over.Where(message => ids.Contains(message.Id)).ExecuteUpdateAsync(
                row => row.SetProperty(said, "").SetProperty(message => message.LastError, ""), ct);
        }
    }
}

internal sealed class ForgetMessagesRegularly : IRecurringJob
{
    public string Name => "messages.forget";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public IBaseRequest CreateCommand() => new ForgetMessages();
}

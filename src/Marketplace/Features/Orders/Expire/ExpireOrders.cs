using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Expire;

/// <summary>
/// Ends unpaid orders whose hold ran out, oldest first, a batch at a time. Never while money may have come: paid, told in time and not worked off yet, asked
/// and not answered, or a provider's page that is not known to be closed: that is closed first. After another day without an answer the goods are free.
/// </summary>
public sealed record ExpireOrders(int AtMost = 50) : ICommand<Result>, ITransactional;

internal sealed class ExpireOrdersHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ExpireOrders, Result>
{
    private static readonly TimeSpan AnswerAwaited = TimeSpan.FromDays(1);

    public async Task<Result> Handle(ExpireOrders command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var unanswered = now - AnswerAwaited;
        var due = await db.Orders.Include(order => order.Parts)
            .Where(order => order.Status == OrderStatus.AwaitingPayment && order.HoldUntil <= now && !db.PaymentAttempts.Any(attempt => attempt.OrderId == order.Id
                && (attempt.Status == PaymentStatus.Paid
                    || (attempt.IsLive && (attempt.ClosingAt > unanswered || (attempt.Status == PaymentStatus.Unknown && order.HoldUntil > unanswered)))))
                && !db.InboxMessages.Any(told => told.DoneAt == null && !told.IsDead && told.ReceivedAt <= order.HoldUntil))
            .OrderBy(order => order.HoldUntil).Take(command.AtMost).ToListAsync(ct);
        if (due is [])
        {
            return Result.Ok;
        }

        var ids = due.Select(order => order.Id).ToList();
        var open = await db.PaymentAttempts.Where(attempt => ids.Contains(attempt.OrderId) && attempt.IsLive && attempt.SessionId != "").ToDictionaryAsync(attempt => attempt.OrderId, ct);
        foreach (var order in due)
        {
            if (open.GetValueOrDefault(order.Id)?.BeginClosing(now) is not true)
            {
                order.Expire(now);
            }
        }

        return Result.Ok;
    }
}

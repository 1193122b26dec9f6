using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.SeeProblem;

/// <summary>What was wrong with an order is put right: it leaves the queue, and its money may be paid out again. Said twice, it is closed once. Whoever belongs
/// to a shop of the order, or helps it, leaves that to a colleague.</summary>
public sealed record CloseProblems(string Number, UserId Moderator) : ICommand<Result>;

internal sealed class CloseProblemsHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<CloseProblems, Result>
{
    public async Task<Result> Handle(CloseProblems command, CancellationToken ct)
    {
        var problems = OrderCode.IsValid(command.Number)
            ? await db.Orders.Where(order => order.Number == command.Number).Join(db.OrderProblems, order => order.Id, problem => problem.OrderId, (order, problem) => problem).ToListAsync(ct)
            : [];
        if (problems.Count == 0)
        {
            return OrderRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        foreach (var producer in await db.ProducerOrders.Where(part => part.OrderId == problems[0].OrderId).Select(part => part.ProducerId).ToListAsync(ct))
        {
            if (await db.IsOwnShop(command.Moderator, producer, now, ct))
            {
                return new Refusal("moderation.own-shop");
            }
        }

        var open = problems.Where(problem => problem.ClosedAt is null).ToList();
        open.ForEach(problem => problem.Close(now, command.Moderator));
        if (open.Count > 0)
        {
            db.AuditEvents.Add(new AuditEvent { At = now, ActorId = command.Moderator, Action = "order.problem-closed", Subject = AuditSubject.OfOrder(command.Number) });
        }

        return Result.Ok;
    }
}

using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.SeeProblem;

/// <summary>What was wrong with an order is put right: it leaves the queue, its money may be paid out again, and its buyer is told how it ended. Said twice, it is
/// closed and told once. Whoever belongs to a shop of the order, or helps it, leaves that to a colleague.</summary>
public sealed record CloseProblems(string Number, UserId Moderator, string Answer) : ICommand<Result>;

internal sealed class CloseProblemsValidator : AbstractValidator<CloseProblems>
{
    public CloseProblemsValidator() => RuleFor(command => command.Answer).Must(text => Typing.IsText(text, 5, OrderProblem.LongestAnswer))
        .WithErrorCode("orders.problem-answer-required").WithState(_ => new object[] { OrderProblem.LongestAnswer });
}

internal sealed class CloseProblemsHandler(MarketplaceDb db, OrderLetters letters, TimeProvider clock) : IRequestHandler<CloseProblems, Result>
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
        open.ForEach(problem => problem.Close(now, command.Moderator, command.Answer));
        if (open.Count > 0)
        {
            var order = await db.Orders.AsNoTracking().SingleAsync(order => order.Id == open[0].OrderId, ct);
            letters.Tell(order, "orders.message.problem-closed", $"problem-closed:{open.Max(problem => problem.Id)}", command.Answer);
            db.AuditEvents.Add(new AuditEvent { At = now, ActorId = command.Moderator, Action = "order.problem-closed", Subject = AuditSubject.OfOrder(command.Number) });
        }

        return Result.Ok;
    }
}

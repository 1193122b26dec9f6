using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Overview;

/// <summary>What waits for a finance officer.</summary>
public sealed record ShowFinance : IQuery<FinanceModel>;

public sealed record FinanceModel(int Receipts, int Refunds, int Remittances, int Due, int Payouts, int Owing, int Disputes, int Undelivered)
{
    /// <summary>Orders of which somebody told a problem that is still open, the oldest first: money may have to go back before a moderator closes it.</summary>
    public IReadOnlyList<OpenProblem> Problems { get; init; } = [];
}

public sealed record OpenProblem(string OrderNumber, DateTimeOffset Since);

internal sealed class ShowFinanceHandler(MarketplaceDb db, RuleBook rules, TimeProvider clock) : IRequestHandler<ShowFinance, FinanceModel>
{
    private const int MostProblems = 20;

    public async Task<FinanceModel> Handle(ShowFinance request, CancellationToken cancellationToken) => new(
        await db.BankReceipts.CountAsync(receipt => receipt.State == BankReceiptState.Unmatched || receipt.State == BankReceiptState.Returning, cancellationToken),
        await db.Refunds.CountAsync(refund => refund.Status == RefundStatus.AwaitingPerson || refund.IsUnexplained, cancellationToken),
        await db.ProducerOrders.Unsettled().CountAsync(cancellationToken),
        await db.PartsDue(await DueParts.ToldBefore(rules, clock.GetUtcNow(), cancellationToken), await db.OrdersHeld(cancellationToken)).Select(part => part.ProducerId).Distinct().CountAsync(cancellationToken),
        await db.Payouts.CountAsync(payout => payout.Status == PayoutStatus.Prepared || payout.Status == PayoutStatus.Exported, cancellationToken),
        await db.PartsOwedBack().Select(part => part.ProducerId).Distinct().CountAsync(cancellationToken),
        await db.DisputesOpen().CountAsync(cancellationToken),
        await db.OutboxMessages.Where(message => message.DoneAt == null && message.IsDead).Select(message => message.Id)
            .Concat(db.InboxMessages.Where(message => message.DoneAt == null && message.IsDead).Select(message => message.Id)).CountAsync(cancellationToken))
    {
        Problems = await db.OrderProblems.AsNoTracking()
            .Where(problem => problem.ClosedAt == null)
            .GroupBy(problem => problem.OrderId)
            .Select(group => new { OrderId = group.Key, Since = group.Min(problem => problem.At) })
            .OrderBy(group => group.Since).Take(MostProblems)
            .Join(db.Orders, group => group.OrderId, order => order.Id, (group, order) => new OpenProblem(order.Number, group.Since))
            .ToListAsync(cancellationToken),
    };
}

[Route("finance")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class ShowFinanceController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct) => View("Show", await sender.Send(new ShowFinance(), ct));
}

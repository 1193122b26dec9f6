using System.Globalization;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Disputes;

/// <summary>What card providers told of disputes, newest first, each with its order.</summary>
public sealed record ListDisputes(int Page) : IQuery<Paged<DisputeRow>>;

public sealed record DisputeRow(DateTimeOffset At, string? OrderNumber, string Told);

internal static class DisputeEvents
{
    /// <summary>The provider's last word on a dispute.</summary>
    private const string Closed = "charge.dispute.closed";

    extension(MarketplaceDb db)
    {
        public IQueryable<AuditEvent> Disputes() => db.AuditEvents.AsNoTracking().Where(told => told.Action == PaymentAudit.Dispute);

        /// <summary>How many payments have a dispute that is not closed.</summary>
        public Task<int> OpenDisputes(CancellationToken ct) => db.OpenlyDisputed().CountAsync(ct);

        /// <summary>Orders whose payment has a dispute that is not closed: what they earned is not paid out meanwhile.</summary>
        public async Task<List<OrderId>> OrdersInDispute(CancellationToken ct)
        {
            var attempts = (await db.OpenlyDisputed().ToListAsync(ct)).Select(PaymentAudit.AttemptOf).OfType<PaymentAttemptId>().ToList();
            return attempts.Count == 0 ? [] : await db.PaymentAttempts.Where(attempt => attempts.Contains(attempt.Id)).Select(attempt => attempt.OrderId).Distinct().ToListAsync(ct);
        }

        private IQueryable<string> OpenlyDisputed() => db.Disputes()
            .Where(told => !db.AuditEvents.Any(last => last.Action == PaymentAudit.Dispute && last.Subject == told.Subject && last.Detail.StartsWith(Closed)))
            .Select(told => told.Subject).Distinct();
    }
}

internal sealed class ListDisputesHandler(MarketplaceDb db) : IRequestHandler<ListDisputes, Paged<DisputeRow>>
{
    public async Task<Paged<DisputeRow>> Handle(ListDisputes request, CancellationToken cancellationToken)
    {
        var told = await db.Disputes().OrderByDescending(entry => entry.Id).Select(entry => new { entry.At, entry.Subject, entry.Detail }).Page(request.Page, cancellationToken);
        var attempts = told.Rows.Select(row => PaymentAudit.AttemptOf(row.Subject)).OfType<PaymentAttemptId>().Distinct().ToList();
        var numbers = await (
            from attempt in db.PaymentAttempts.AsNoTracking()
            join order in db.Orders on attempt.OrderId equals order.Id
            where attempts.Contains(attempt.Id)
            select new { attempt.Id, order.Number }).ToDictionaryAsync(row => row.Id, row => row.Number, cancellationToken);
        return new Paged<DisputeRow>(
            [.. told.Rows.Select(row => new DisputeRow(row.At, PaymentAudit.AttemptOf(row.Subject) is { } attempt ? numbers.GetValueOrDefault(attempt) : null, row.Detail))],
            told.Page, told.HasMore);
    }
}

[Route("finance/disputes")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class ListDisputesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(int page, CancellationToken ct) => View("List", await sender.Send(new ListDisputes(page), ct));
}

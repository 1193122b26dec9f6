using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.OrderLedger;

/// <summary>Every entry, payment and refund of one order, and what its buyer said is wrong with it.</summary>
public sealed record ShowOrderLedger(string Number) : IQuery<OrderLedgerModel?>;

/// <summary>Whether there is such an order, for who typed its number; its page reads it.</summary>
public sealed record FindOrder(string Number) : IQuery<bool>;

public sealed record OrderLedgerModel(string Number, OrderStatus Status, Money Charged, IReadOnlyList<OrderPartRow> Parts, IReadOnlyList<AttemptRow> Attempts, IReadOnlyList<OrderRefundRow> Refunds, IReadOnlyList<OrderProblemRow> Problems, IReadOnlyList<EntryRow> Entries);

public sealed record OrderPartRow(string Number, ProducerOrderStatus Status, Money Charged, bool CanBeRefunded, bool CanComeBack, IReadOnlyList<PartPayoutRow> Payouts);

public sealed record AttemptRow(string Provider, PaymentStatus Status, Money Amount, Money Received, DateTimeOffset CreatedAt, DateTimeOffset? PaidAt);

public sealed record OrderRefundRow(Guid Id, RefundStatus Status, string Reason, Money Amount, DateTimeOffset CreatedAt);

public sealed record OrderProblemRow(DateTimeOffset At, string Text, DateTimeOffset? ClosedAt);

public sealed record EntryRow(string Kind, DateTimeOffset At, IReadOnlyList<PostingRow> Postings);

public sealed record PostingRow(LedgerAccount Account, Money Amount);

internal sealed class ShowOrderLedgerHandler(MarketplaceDb db) : IRequestHandler<ShowOrderLedger, OrderLedgerModel?>
{
    private const int MostProblems = 50;

    public async Task<OrderLedgerModel?> Handle(ShowOrderLedger request, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Where(order => order.Number == request.Number)
            .Select(order => new { order.Id, order.Number, order.Status, order.Charged }).SingleOrDefaultAsync(cancellationToken);
        if (order is null)
        {
            return null;
        }

        var parts = await db.ProducerOrders.AsNoTracking().Where(part => part.OrderId == order.Id).OrderBy(part => part.Number).ToListAsync(cancellationToken);
        var payouts = (await db.PayoutsOf([.. parts.Select(part => part.Id)], cancellationToken)).ToLookup(payout => payout.PartId);
        var attempts = await db.PaymentAttempts.AsNoTracking().Where(attempt => attempt.OrderId == order.Id).OrderBy(attempt => attempt.CreatedAt).ToListAsync(cancellationToken);
        var refunds = await db.Refunds.AsNoTracking().Where(refund => refund.OrderId == order.Id).OrderBy(refund => refund.CreatedAt)
            .Select(refund => new OrderRefundRow(refund.Id.Value, refund.Status, refund.Reason, refund.Amount, refund.CreatedAt)).ToListAsync(cancellationToken);
        var problems = await db.OrderProblems.AsNoTracking().Where(problem => problem.OrderId == order.Id).OrderByDescending(problem => problem.At).Take(MostProblems)
            .Select(problem => new OrderProblemRow(problem.At, problem.Text, problem.ClosedAt)).ToListAsync(cancellationToken);
        var entries = await db.LedgerTransactions.AsNoTracking().Include(entry => entry.Postings)
            .Where(entry => entry.OrderId == order.Id).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync(cancellationToken);
        return new OrderLedgerModel(
            order.Number, order.Status, order.Charged,
            [.. parts.Select(part => new OrderPartRow(
                part.Number, part.Status, new Money(part.ChargedMinor, order.Charged.Currency), part.IsRecognised, OrderTransitions.CanComeBack(part.Status, part.SettledAt is not null),
                [.. payouts[part.Id]]))],
            [.. attempts.Select(attempt => new AttemptRow(
                attempt.Provider, attempt.Status, attempt.Amount, attempt.Amount with { MinorUnits = attempt.ReceivedMinor }, attempt.CreatedAt, attempt.PaidAt))],
            refunds, problems,
            [.. entries.Select(entry => new EntryRow(entry.Kind, entry.At, [.. entry.Postings.OrderBy(posting => posting.Id).Select(posting => new PostingRow(posting.Account, posting.Amount))]))]);
    }
}

internal sealed class FindOrderHandler(MarketplaceDb db) : IRequestHandler<FindOrder, bool>
{
    public Task<bool> Handle(FindOrder request, CancellationToken cancellationToken) => db.Orders.AnyAsync(order => order.Number == request.Number, cancellationToken);
}

[Route("finance/orders")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class ShowOrderLedgerController(ISender sender) : Controller
{
    /// <summary>A mistyped number is mended where it was typed.</summary>
    [HttpGet]
    public async Task<IActionResult> Find(string? number, CancellationToken ct)
    {
        if (OrderCode.FindIn(number) is { } code && await sender.Send(new FindOrder(code), ct))
        {
            return LocalRedirect(Url.Content($"~/finance/orders/{code}"));
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ViewData["Sought"] = number ?? "";
        ModelState.AddModelError("order-number", Texts.Get("finance.no-such-order"));
        return View("/Features/Finance/Overview/Show.cshtml", await sender.Send(new Overview.ShowFinance(), ct));
    }

    [HttpGet("{number}")]
    public async Task<IActionResult> Show(string number, CancellationToken ct) =>
        await sender.Send(new ShowOrderLedger(number), ct) is { } model ? View("Show", model) : NotFound();
}

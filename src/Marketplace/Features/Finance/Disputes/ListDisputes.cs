using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Disputes;

/// <summary>Card payments that the buyers' banks claimed back, newest first, each with its order.</summary>
/// <param name="After">The last one of the page before, as <c>Next</c> names it.</param>
public sealed record ListDisputes(string? After = null) : IQuery<DisputeListModel>;

public sealed record DisputeListModel(IReadOnlyList<DisputeRow> Disputes, string? Next, bool IsFirst);

public sealed record DisputeRow(
    string ProviderDisputeId, string OrderNumber, Money Amount, string Reason, DateTimeOffset OpenedAt, DateTimeOffset? EvidenceDueAt, DisputeState State, DateTimeOffset? ClosedAt);

internal sealed class ListDisputesHandler(MarketplaceDb db) : IRequestHandler<ListDisputes, DisputeListModel>
{
    private const int PageSize = 25;

    public async Task<DisputeListModel> Handle(ListDisputes request, CancellationToken cancellationToken)
    {
        var disputes = db.Disputes.AsNoTracking();
        var after = Read(request.After);
        if (after is var (openedAt, id))
        {
#pragma warning disable CA1309 // Compared by the database, in the order of its own index.
            disputes = disputes.Where(dispute => dispute.OpenedAt <= openedAt && (dispute.OpenedAt < openedAt || string.Compare(dispute.ProviderDisputeId, id) < 0));
#pragma warning restore CA1309
        }

        var page = await (
            from dispute in disputes
            join attempt in db.PaymentAttempts on dispute.AttemptId equals attempt.Id
            join order in db.Orders on attempt.OrderId equals order.Id
            orderby dispute.OpenedAt descending, dispute.ProviderDisputeId descending
            select new DisputeRow(
                dispute.ProviderDisputeId, order.Number, dispute.Amount, dispute.Reason, dispute.OpenedAt, dispute.EvidenceDueAt, dispute.State, dispute.ClosedAt))
            .Take(PageSize + 1).ToListAsync(cancellationToken);
        return new DisputeListModel([.. page.Take(PageSize)], page.Count > PageSize ? Write(page[PageSize - 1]) : null, after is null);
    }

    private static string Write(DisputeRow last) => string.Create(CultureInfo.InvariantCulture, $"{last.OpenedAt.UtcTicks}.{last.ProviderDisputeId}");

    /// <returns>Nothing for what no page of ours says, which shows the first.</returns>
    private static (DateTimeOffset OpenedAt, string Id)? Read(string? after) =>
        after?.Split('.', 2) is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
            ? (new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;
}

[Route("finance/disputes")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class ListDisputesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? after, CancellationToken ct) => View("List", await sender.Send(new ListDisputes(after), ct));
}

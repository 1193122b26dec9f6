using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Refunds;

/// <summary>Money that must go back by a person's hand, oldest first.</summary>
public sealed record ListRefunds(int Page) : IQuery<Paged<RefundRow>>;

public sealed record RefundRow(Guid Id, string OrderNumber, DateTimeOffset CreatedAt, Money Amount, string Reason, bool IsApproved, bool IsUnexplained);

internal sealed class ListRefundsHandler(MarketplaceDb db) : IRequestHandler<ListRefunds, Paged<RefundRow>>
{
    public Task<Paged<RefundRow>> Handle(ListRefunds request, CancellationToken cancellationToken) => (
        from refund in db.Refunds.AsNoTracking()
        join order in db.Orders on refund.OrderId equals order.Id
        where refund.Status == RefundStatus.AwaitingPerson || refund.IsUnexplained
        orderby refund.CreatedAt, refund.Id
        select new RefundRow(refund.Id.Value, order.Number, refund.CreatedAt, refund.Amount, refund.Reason, refund.ApprovedBy != null && refund.AccountCipher != null, refund.IsUnexplained)).Page(request.Page, cancellationToken);
}

public sealed record ShowRefund(RefundId Id, UserId Officer) : IQuery<RefundPage?>;

public sealed record RefundPage(
    Guid Id, string OrderNumber, string BuyerName, string BuyerPhone, DateTimeOffset CreatedAt, Money Amount, string Reason, string Note, RefundStatus Status, string Provider,
    bool IsApproved, bool MayComplete, bool MayAskAgain, bool IsUnexplained, int Version, RefundForm Form)
{
    /// <summary>Nobody has said yet where the money goes, or this officer did and may say it again.</summary>
    public bool MayApprove => Status == RefundStatus.AwaitingPerson && (!IsApproved || !MayComplete);

    /// <summary>Where the money goes, once the first officer has said so, as long as it has to be transferred.</summary>
    public RefundAccount? Account { get; init; }

    /// <summary>With which its part went out to the producer.</summary>
    public IReadOnlyList<PartPayoutRow> Payouts { get; init; } = [];
}

public sealed record RefundForm
{
    public string Reference { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Bank { get; init; } = "";

    public string Number { get; init; } = "";

    public string Holder { get; init; } = "";

    /// <summary>The version of the refund whose account was read.</summary>
    public int? Seen { get; init; }
}

internal sealed class ShowRefundHandler(MarketplaceDb db, SensitiveReader sensitive) : IRequestHandler<ShowRefund, RefundPage?>
{
    public async Task<RefundPage?> Handle(ShowRefund request, CancellationToken cancellationToken)
    {
        var found = await (
            from refund in db.Refunds.AsNoTracking()
            join order in db.Orders on refund.OrderId equals order.Id
            join attempt in db.PaymentAttempts on refund.AttemptId equals attempt.Id
            where refund.Id == request.Id
            select new
            {
                refund.PartId,
                Page = new RefundPage(
                    refund.Id.Value, order.Number, order.Address.FullName, order.Address.Phone, refund.CreatedAt, refund.Amount, refund.Reason, refund.Note, refund.Status,
                    attempt.Provider, refund.ApprovedBy != null && refund.AccountCipher != null, refund.AccountCipher != null && refund.ApprovedBy != null && refund.ApprovedBy != request.Officer,
                    refund.Status == RefundStatus.AwaitingPerson && refund.ApprovedBy == null && refund.ProviderRefundId == "" && attempt.Method == PaymentMethod.Card,
                    refund.IsUnexplained, refund.Version, new RefundForm()),
            }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        return found.Page with
        {
            Payouts = found.PartId is { } part ? await db.PayoutsOf([part], cancellationToken) : [],
            Account = found.Page is { Status: RefundStatus.AwaitingPerson, IsApproved: true }
                ? await sensitive.Account(request.Id, request.Officer, "page of a refund of order " + found.Page.OrderNumber, cancellationToken)
                : null,
        };
    }
}

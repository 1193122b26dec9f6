using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Finance.Refunds;
using Marketplace.Features.Finance.Remittances;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What the two finance officers of the invented past do: take the couriers' cash, and with four eyes send refunds and pay out twice a month.</summary>
internal sealed class DemoOffice(MarketplaceDb db, ISender sender, SeedClock clock)
{
    /// <summary>Couriers keep one in a hundred đồng, at least five thousand.</summary>
    private const long LeastCourierFee = 5_000;

    private UserId? _first;
    private UserId? _second;

    public async Task Remit(ProducerOrderId id)
    {
        var part = await db.ProducerOrders.AsNoTracking().Where(part => part.Id == id)
            .Select(part => new { part.Number, Dong = part.GoodsDong + part.ShippingDong }).SingleAsync();
        var fee = Math.Min(part.Dong, Math.Max(LeastCourierFee, part.Dong / 100));
        await Demand(new RecordRemittance(part.Number, part.Dong - fee, fee, "COD " + part.Number, await First()));
    }

    public async Task EndDay(CancellationToken ct)
    {
        await SendRefunds(ct);
        switch (clock.GetUtcNow().VietnamDay().Day)
        {
            case 1 or 16:
                await Demand<Result<int>>(new PreparePayouts(await First()));
                break;
            case 2 or 17:
                await Export(ct);
                break;
            case 3 or 18:
                await MarkPaid(ct);
                break;
            default:
                break;
        }
    }

    /// <summary>Decided today, sent the day after, by the other officer.</summary>
    private async Task SendRefunds(CancellationToken ct)
    {
        var yesterday = clock.GetUtcNow().AddDays(-1);
        var waiting = await db.Refunds.AsNoTracking().Where(refund => refund.Status == RefundStatus.AwaitingPerson)
            .OrderBy(refund => refund.CreatedAt).Select(refund => new { refund.Id, refund.ApprovedBy, refund.CreatedAt, Buyer = db.Orders.Where(order => order.Id == refund.OrderId).Select(order => order.Address.FullName).First() }).ToListAsync(ct);
        foreach (var refund in waiting)
        {
            if (refund.ApprovedBy is null)
            {
                await Demand(new ApproveRefund(refund.Id, new RefundAccount("Vietcombank", "0900000000", refund.Buyer), await First()));
            }
            else if (refund.CreatedAt < yesterday)
            {
                await Demand(new CompleteRefund(refund.Id, "RF " + refund.Id.Value.ToString("N")[..12], await Second()));
            }
        }
    }

    private async Task Export(CancellationToken ct)
    {
        if (await db.Payouts.AnyAsync(payout => payout.Status == PayoutStatus.Prepared, ct))
        {
            await Demand<Result<string>>(new ExportBatch(await First()));
        }
    }

    private async Task MarkPaid(CancellationToken ct)
    {
        var exported = await db.Payouts.AsNoTracking().Where(payout => payout.Status == PayoutStatus.Exported)
            .OrderBy(payout => payout.Number).Select(payout => new { payout.Id, payout.Number }).ToListAsync(ct);
        foreach (var payout in exported)
        {
            await Demand(new MarkPaid(payout.Id, "FT" + payout.Number.Replace("-", "", StringComparison.Ordinal), await Second()));
        }
    }

    private async Task<UserId> First() => _first ??= await Officer(DemoAccounts.FinanceOfficer);

    private async Task<UserId> Second() => _second ??= await Officer(DemoAccounts.SecondFinanceOfficer);

    private async Task<UserId> Officer(DemoAccount account) =>
        new(await db.Users.Where(user => user.NormalizedUserName == account.Normalized).Select(user => user.Id).SingleAsync());

    private Task Demand(IRequest<Result> command) => Demand<Result>(command);

    private async Task Demand<T>(IRequest<T> command)
        where T : IResult<T>
    {
        var result = await sender.Send(command);
        db.ChangeTracker.Clear();
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"{command.GetType().Name} of the invented past was refused: {result.Refusals[0].Code}."));
        }
    }
}

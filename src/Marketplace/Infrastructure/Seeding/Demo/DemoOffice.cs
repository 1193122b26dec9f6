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
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What the two finance officers of the invented past do: take the couriers' cash, and with four eyes send refunds and pay out twice a month.</summary>
internal sealed class DemoOffice(MarketplaceDb db, ISender sender, ProgrammeAccount account, DemoInbox inbox, SeedClock clock, DemoTimeline timeline)
{
    /// <summary>Couriers keep one in a hundred đồng, at least five thousand.</summary>
    private const long LeastCourierFee = 5_000;

    private const int RemittanceHour = 15;

    private readonly Dictionary<(string Courier, DateOnly Day), List<ProducerOrderId>> _owed = [];
    private UserId? _first;
    private UserId? _second;

    /// <summary>A courier transfers on a day what it collected of all parcels whose turn it is, and an officer settles it from the list that came with it.</summary>
    public void ExpectCash(ProducerOrderId part, string courier, DateOnly day)
    {
        if (!_owed.TryGetValue((courier, day), out var parts))
        {
            _owed[(courier, day)] = parts = [];
            timeline.At(VietnamTime.StartOf(day).AddHours(RemittanceHour), () => Remit(courier, day));
        }

        parts.Add(part);
    }

    private async Task Remit(string courier, DateOnly day)
    {
        _owed.Remove((courier, day), out var due);
        var parts = await db.ProducerOrders.AsNoTracking().Where(part => due!.Contains(part.Id)).OrderBy(part => part.Number)
            .Select(part => new { part.TrackingCode, Dong = part.GoodsDong + part.ShippingDong }).ToListAsync();
        List<StatementLine> lines = [.. parts.Select((part, index) => new StatementLine(index + 1, part.TrackingCode, Math.Min(part.Dong, Math.Max(LeastCourierFee, part.Dong / 100))))];
        var id = string.Create(CultureInfo.InvariantCulture, $"{courier}-{day:yyyyMMdd}").ToUpperInvariant();
        var notification = new BankNotification(
            id, account.Account, "in", parts.Sum(part => part.Dong) - lines.Sum(line => line.FeeDong), string.Create(CultureInfo.InvariantCulture, $"{courier} nop tien thu ho ngay {day:dd/MM/yyyy}"), "", id);
        await inbox.Hear(PaymentProviders.Bank, notification.EventId, "in", notification.ToJson(account.BankName, clock.GetUtcNow()));
        var receipt = await db.BankReceipts.Where(receipt => receipt.Provider == PaymentProviders.Bank && receipt.EventId == notification.EventId).Select(receipt => receipt.Id).SingleAsync();
        await Demand(new SettleRemittance(receipt, lines, await First()));
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

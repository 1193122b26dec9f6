using System.Globalization;
using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payouts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Payouts;

/// <summary>
/// The file an officer uploads to the bank: every payout that is in no file yet, with the account it goes to. Each account read is logged. A payout that holds
/// money which was held or went back since it was prepared is withdrawn; the file is empty when no other waits. Each payout keeps the account it goes to; none of a
/// producer whose account was changed goes before the days of the rule are over, and none of a shop of the officer's own: it waits for a colleague's file.
/// </summary>
public sealed record ExportBatch(UserId Officer) : ICommand<Result<string>>, ITransactional;

/// <summary>
/// An earlier file once more, for an officer who lost it: what the bank has carried out or sent back since is not in it any more. The accounts are those of then,
/// whatever the producers changed since.
/// </summary>
public sealed record ExportBatchAgain(Guid Batch, UserId Officer) : ICommand<Result<string>>, ITransactional, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.TheBatch(Batch);
}

internal sealed class ExportBatchHandler(MarketplaceDb db, SensitiveReader sensitive, TimeProvider clock)
    : IRequestHandler<ExportBatch, Result<string>>, IRequestHandler<ExportBatchAgain, Result<string>>
{
    private const int Most = 500;

    public async Task<Result<string>> Handle(ExportBatch request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stopped = await Withdraw(request.Officer, now, cancellationToken);
        var batch = Guid.CreateVersion7(now);
        var own = db.ShopsOf(request.Officer, now);
        var ready =
            from payout in db.Payouts
            join producer in db.Producers on payout.ProducerId equals producer.Id
            where payout.Status == PayoutStatus.Prepared && producer.BankCipher != null && !stopped.Contains(payout.Id)
                && (producer.PayoutsWaitUntil == null || producer.PayoutsWaitUntil <= now)
            orderby payout.Number
            select new { Payout = payout, Account = producer.BankCipher! };
        var waiting = await ready.Where(one => !own.Contains(one.Payout.ProducerId)).Take(Most).ToListAsync(cancellationToken);
        foreach (var one in waiting)
        {
            one.Payout.Export(batch, one.Account, now, request.Officer);
        }

        if (waiting.Count > 0)
        {
            return await Write("payouts.export", batch, waiting.ConvertAll(one => one.Payout), request.Officer, cancellationToken);
        }

        return stopped.Count > 0 ? "" : await ready.AnyAsync(cancellationToken) ? OwnShops.Money : new Refusal("payouts.nothing-to-export");
    }

    public async Task<Result<string>> Handle(ExportBatchAgain request, CancellationToken cancellationToken)
    {
        var payouts = await db.Payouts.AsNoTracking().Where(payout => payout.BatchId == request.Batch && payout.Status == PayoutStatus.Exported)
            .OrderBy(payout => payout.Number).ToListAsync(cancellationToken);
        return payouts.Count == 0 ? FinanceRefusals.NotFound

            // Of before accounts were kept: today's may be another one, and where the money went nobody here knows.
            : payouts.Exists(payout => payout.AccountCipher is null) ? new Refusal("payouts.account-not-kept")
            : await Write("payouts.export-again", request.Batch, payouts, request.Officer, cancellationToken);
    }

    private async Task<List<PayoutId>> Withdraw(UserId officer, DateTimeOffset now, CancellationToken ct)
    {
        var stopped = await db.PayoutsStopped(await db.OrdersHeld(ct)).Include(payout => payout.Lines).ToListAsync(ct);
        foreach (var payout in stopped)
        {
            payout.Withdraw(now);
            db.AuditEvents.Add(new AuditEvent { At = now, ActorId = officer, Action = "payout.withdraw", Subject = AuditSubject.OfPayout(payout.Number) });
        }

        return stopped.ConvertAll(payout => payout.Id);
    }

    private async Task<string> Write(string action, Guid batch, List<Payout> payouts, UserId officer, CancellationToken ct)
    {
        var file = new StringBuilder("number,holder,account,bank_bin,amount_vnd,memo\r\n");
        foreach (var payout in payouts)
        {
            if (await sensitive.Bank(payout, officer, "payout " + payout.Number, ct) is { } account)
            {
                file.AppendJoin(',', Cell(payout.Number), Cell(account.Holder), Cell(account.Number), Cell(account.Bin),
                    payout.AmountDong.ToString(CultureInfo.InvariantCulture), Cell(payout.Number.Replace("-", "", StringComparison.Ordinal))).Append("\r\n");
            }
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = officer,
            Action = action,
            Subject = AuditSubject.OfBatch(batch),
            Detail = payouts.Count.ToString(CultureInfo.InvariantCulture),
        });
        return file.ToString();
    }

    /// <summary>Quoted, and never a formula to the spreadsheet that opens it.</summary>
    private static string Cell(string text) =>
        "\"" + (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" : "") + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

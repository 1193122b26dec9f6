using System.Globalization;
using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payouts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Payouts;

/// <summary>The file an officer uploads to the bank: every prepared payout with the account it goes to. Each account read is logged.</summary>
public sealed record ExportBatch(UserId Officer) : ICommand<Result<string>>, ITransactional;

internal sealed class ExportBatchHandler(MarketplaceDb db, SensitiveReader sensitive, TimeProvider clock) : IRequestHandler<ExportBatch, Result<string>>
{
    private const int Most = 500;

    public async Task<Result<string>> Handle(ExportBatch request, CancellationToken cancellationToken)
    {
        var payouts = await db.Payouts.AsNoTracking().Where(payout => payout.Status == PayoutStatus.Prepared)
            .OrderBy(payout => payout.Number).Take(Most).Select(payout => new { payout.Number, payout.ProducerId, payout.AmountDong }).ToListAsync(cancellationToken);
        var file = new StringBuilder("number,holder,account,bank_bin,amount_vnd,memo\r\n");
        foreach (var payout in payouts)
        {
            if (await sensitive.Bank(payout.ProducerId, request.Officer, "payout " + payout.Number, cancellationToken) is { } account)
            {
                file.AppendJoin(',', Cell(payout.Number), Cell(account.Holder), Cell(account.Number), Cell(account.Bin),
                    payout.AmountDong.ToString(CultureInfo.InvariantCulture), Cell(payout.Number.Replace("-", "", StringComparison.Ordinal))).Append("\r\n");
            }
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = request.Officer,
            Action = "payouts.export",
            Subject = "payouts",
            Detail = payouts.Count.ToString(CultureInfo.InvariantCulture),
        });
        return file.ToString();
    }

    /// <summary>Quoted, and never a formula to the spreadsheet that opens it.</summary>
    private static string Cell(string text) =>
        "\"" + (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" : "") + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

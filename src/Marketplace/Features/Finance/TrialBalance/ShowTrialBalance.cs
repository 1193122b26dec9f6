using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.TrialBalance;

/// <summary>Every account's balance, per currency. The sum of each currency must be zero.</summary>
public sealed record ShowTrialBalance : IQuery<TrialBalanceModel>;

public sealed record TrialBalanceModel(IReadOnlyList<CurrencyBalance> Currencies);

public sealed record CurrencyBalance(string Currency, IReadOnlyList<AccountBalance> Accounts, Money Sum)
{
    public required Money Debit { get; init; }

    public required Money Credit { get; init; }

    public bool Closes => Sum.IsZero;
}

public sealed record AccountBalance(LedgerAccount Account, Money Debit, Money Credit, Money Balance);

internal sealed class ShowTrialBalanceHandler(MarketplaceDb db) : IRequestHandler<ShowTrialBalance, TrialBalanceModel>
{
    public async Task<TrialBalanceModel> Handle(ShowTrialBalance request, CancellationToken cancellationToken)
    {
        var rows = await db.Postings.AsNoTracking()
            .GroupBy(posting => new { posting.Account, posting.Amount.Currency })
            .Select(own => new
            {
                own.Key.Account,
                own.Key.Currency,
                Debit = own.Sum(posting => posting.Amount.MinorUnits > 0 ? posting.Amount.MinorUnits : 0),
                Credit = own.Sum(posting => posting.Amount.MinorUnits < 0 ? -posting.Amount.MinorUnits : 0),
            })
            .ToListAsync(cancellationToken);
        return new TrialBalanceModel([.. rows.GroupBy(row => row.Currency).OrderByDescending(own => own.Key == Currency.Vnd).ThenBy(own => own.Key.Code).Select(own => new CurrencyBalance(
            own.Key.Code,
            [.. own.OrderBy(row => row.Account).Select(row => new AccountBalance(
                row.Account, new Money(row.Debit, own.Key), new Money(row.Credit, own.Key), new Money(row.Debit - row.Credit, own.Key)))],
            new Money(own.Sum(row => row.Debit - row.Credit), own.Key))
        {
            Debit = new Money(own.Sum(row => row.Debit), own.Key),
            Credit = new Money(own.Sum(row => row.Credit), own.Key),
        })]);
    }
}

[Route("finance/trial-balance")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class ShowTrialBalanceController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) => View("Show", await sender.Send(new ShowTrialBalance(), ct));
}

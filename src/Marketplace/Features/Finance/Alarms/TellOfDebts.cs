using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Domain.Rules;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Alarms;

/// <summary>Producers who owe more than the rules allow to stand are told of to the officers, each once a month (Việt Nam) as long as they do.</summary>
public sealed record TellOfDebts : ICommand<Result>;

internal sealed class TellOfDebtsHandler(MarketplaceDb db, RuleBook rules, FinanceLetters letters, TimeProvider clock) : IRequestHandler<TellOfDebts, Result>
{
    private const int AtOnce = 50;

    public async Task<Result> Handle(TellOfDebts request, CancellationToken cancellationToken)
    {
        if (!await db.PartsOwedBack().AnyAsync(cancellationToken))
        {
            return Result.Ok;
        }

        var today = clock.GetUtcNow().VietnamDay();
        var limit = (await rules.On(today, cancellationToken)).Policy(PolicyCodes.DebtLimitDong);
        var month = today.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var owing = await db.PartsOwedBack().GroupBy(part => part.ProducerId).Select(own => new { ProducerId = own.Key, Dong = own.Sum(part => part.Dong) })
            .Where(own => own.Dong > limit).OrderByDescending(own => own.Dong).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var own in owing)
        {
            var name = await db.Producers.Where(producer => producer.Id == own.ProducerId).Select(producer => producer.NameVi).SingleAsync(cancellationToken);
            await letters.Tell(
                "finance.message.debt", $"alarm-debt:{own.ProducerId.Value:N}:{month}", "/finance/payouts",
                language => [name, Format.Money(Money.Vnd(own.Dong), language), Format.Money(Money.Vnd(limit), language)], cancellationToken);
        }

        return Result.Ok;
    }
}

internal sealed class TellOfDebtsRegularly : IRecurringJob
{
    public string Name => "finance.tell-of-debts";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public IBaseRequest CreateCommand() => new TellOfDebts();
}

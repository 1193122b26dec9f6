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
        var owing = await (
            from part in db.PartsOwedBack()
            group part by part.ProducerId into own
            select new { ProducerId = own.Key, Dong = own.Sum(part => part.Dong) } into own
            where own.Dong > limit
            join producer in db.Producers on own.ProducerId equals producer.Id
            orderby own.Dong descending
            select new { own.ProducerId, own.Dong, producer.NameVi }).Take(AtOnce).ToListAsync(cancellationToken);
        await letters.Tell(
            "finance.message.debt", "/finance/payouts",
            owing.ConvertAll(own => new Alarm(
                $"alarm-debt:{own.ProducerId.Value:N}:{month}",
                language => [own.NameVi, Format.Money(Money.Vnd(own.Dong), language), Format.Money(Money.Vnd(limit), language)])),
            cancellationToken);
        return Result.Ok;
    }
}

internal sealed class TellOfDebtsRegularly : IRecurringJob
{
    public string Name => "finance.tell-of-debts";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public IBaseRequest CreateCommand() => new TellOfDebts();
}

using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Rules;

/// <summary>Loads the dated rules. They change a few times a year, so one copy per day is kept for a minute.</summary>
public sealed class RuleBook(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>The page of the rules is kept no longer either: a change made by another machine tells nobody here.</summary>
    public const int FreshSeconds = 60;

    private readonly Kept<Rows> _rows = new(scopes, clock, TimeSpan.FromSeconds(FreshSeconds), Read);

    private sealed record Rows(List<FeeRule> Fees, List<TaxRule> Taxes, List<PolicyValue> Policies, List<ExchangeRate> Rates);

    /// <summary>The rules of a Việt Nam day.</summary>
    public async Task<RulesInForce> On(DateOnly day, CancellationToken ct)
    {
        var rows = await _rows.Get(ct);
        return new RulesInForce(day, rows.Fees, rows.Taxes, rows.Policies, rows.Rates);
    }

    /// <summary>Called when a rule was changed here.</summary>
    public void Forget() => _rows.Forget();

    private static async Task<Rows> Read(MarketplaceDb db, CancellationToken ct) => new(
        await db.FeeRules.AsNoTracking().ToListAsync(ct),
        await db.TaxRules.AsNoTracking().ToListAsync(ct),
        await db.PolicyValues.AsNoTracking().ToListAsync(ct),
        await db.ExchangeRates.AsNoTracking().ToListAsync(ct));
}

using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Rules;

/// <summary>Loads the dated rules. They change a few times a year, so one copy per day is kept for a minute.</summary>
public sealed class RuleBook(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>The page of the rules is kept no longer either: a change made by another machine tells nobody here.</summary>
    public const int FreshSeconds = 60;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(FreshSeconds);
    private volatile Copy? _copy;

    private sealed record Copy(
        DateTimeOffset LoadedAt, List<FeeRule> Fees, List<TaxRule> Taxes, List<PolicyValue> Policies, List<ExchangeRate> Rates);

    /// <summary>The rules of a Việt Nam day.</summary>
    public async Task<RulesInForce> On(DateOnly day, CancellationToken ct)
    {
        var copy = _copy;
        if (copy is null || clock.GetUtcNow() - copy.LoadedAt > Freshness || clock.GetUtcNow() < copy.LoadedAt)
        {
            copy = await Load(ct);
            _copy = copy;
        }

        return new RulesInForce(day, copy.Fees, copy.Taxes, copy.Policies, copy.Rates);
    }

    /// <summary>Called when a rule was changed here.</summary>
    public void Forget() => _copy = null;

    private async Task<Copy> Load(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        return new Copy(
            clock.GetUtcNow(),
            await db.FeeRules.AsNoTracking().ToListAsync(ct),
            await db.TaxRules.AsNoTracking().ToListAsync(ct),
            await db.PolicyValues.AsNoTracking().ToListAsync(ct),
            await db.ExchangeRates.AsNoTracking().ToListAsync(ct));
    }
}

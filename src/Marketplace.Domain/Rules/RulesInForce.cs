using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Rules;

/// <summary>What one line of an order means in money: what the buyer pays for the goods and what the producer receives.</summary>
public sealed record LineEconomics(long GoodsDong, int FeeBasisPoints, long FeeDong, int? TaxRuleId, long WithheldVatDong, long WithheldPitDong)
{
    public long ReceivedDong => GoodsDong - FeeDong - WithheldVatDong - WithheldPitDong;
}

/// <summary>The dated fee, tax, cap and deadline rows that hold on one day. The same code prices a listing, shows "you receive" and posts the ledger.</summary>
public sealed class RulesInForce(
    DateOnly day, IReadOnlyList<FeeRule> fees, IReadOnlyList<TaxRule> taxes, IReadOnlyList<PolicyValue> policies, IReadOnlyList<ExchangeRate> rates)
{
    private const long Sample = 1_000_000;

    /// <summary>Regions I to III and none.</summary>
    private const int RegionClasses = 4;

    public DateOnly Day { get; } = day;

    /// <summary>Whether anything can be priced on that day: an empty installation has no rules yet.</summary>
    public bool HasFees => fees.Any(rule => Holds(rule.ValidFrom, rule.ValidTo));

    /// <summary>What any seller gets of a price at home at the least, after fee and tax, whole percent; nothing before there are rules.</summary>
    public long? LeastSharePercent => HasFees
        ? Enum.GetValues<ProducerKind>().SelectMany(kind => Enumerable.Range(0, RegionClasses).Select(region => Line(kind, region, isExport: false, Sample, 1).ReceivedDong)).Min() * 100 / Sample
        : null;

    /// <summary>The most specific fee in force: kind and region before one of them before the general row.</summary>
    public int FeeBasisPoints(ProducerKind kind, int region) => fees
        .Where(rule => Holds(rule.ValidFrom, rule.ValidTo) && (rule.Kind is null || rule.Kind == kind) && (rule.Region is null || rule.Region == region))
        .OrderByDescending(rule => (rule.Region is null ? 0 : 2) + (rule.Kind is null ? 0 : 1))
        .ThenByDescending(rule => rule.ValidFrom)
        .FirstOrDefault()?.BasisPoints ?? throw new InvalidOperationException($"No fee rule is in force on {Day:O}.");

    /// <summary>Computes a line. Fee and taxes are each rounded down once per line, in the producer's favour.</summary>
    /// <param name="kind">Companies and co-operatives declare their own tax; only rows for their kind would withhold.</param>
    /// <param name="region">Region class of the seller's commune, as it was verified; 0 when not on a list. Not of the goods' origin, which sellers write themselves.</param>
    /// <param name="isExport">Shipped abroad: VAT is not withheld.</param>
    /// <param name="unitPriceDong">Price of one.</param>
    /// <param name="quantity">How many.</param>
    public LineEconomics Line(ProducerKind kind, int region, bool isExport, long unitPriceDong, int quantity)
    {
        var goods = checked(unitPriceDong * quantity);
        var feeRate = FeeBasisPoints(kind, region);
        var tax = taxes
            .Where(rule => rule.Kind == kind && rule.IsExport == isExport && Holds(rule.ValidFrom, rule.ValidTo))
            .OrderByDescending(rule => rule.ValidFrom)
            .FirstOrDefault();

        return new LineEconomics(
            goods, feeRate, Apportion.AtBasisPoints(goods, feeRate), tax?.Id,
            Apportion.AtBasisPoints(goods, tax?.VatBasisPoints ?? 0), Apportion.AtBasisPoints(goods, tax?.PitBasisPoints ?? 0));
    }

    /// <summary>The value of a <see cref="PolicyCodes"/> row in force.</summary>
    public long Policy(string code) => policies
        .Where(policy => policy.Code == code && Holds(policy.ValidFrom, policy.ValidTo))
        .OrderByDescending(policy => policy.ValidFrom)
        .FirstOrDefault()?.Value ?? throw new InvalidOperationException($"No policy '{code}' is in force on {Day:O}.");

    /// <summary>The newest rate not after the day, or nothing when the currency is not traded yet.</summary>
    public ExchangeRate? Rate(Currency currency) => rates
        .Where(rate => rate.CurrencyCode == currency.Code && rate.Day <= Day)
        .OrderByDescending(rate => rate.Day)
        .FirstOrDefault();

    /// <summary>Đồng in another currency's minor units, rounded up once so that the platform is never short.</summary>
    public static Money Convert(long dong, Currency currency, long dongPerUnitMicros)
    {
        if (currency == Currency.Vnd)
        {
            return Money.Vnd(dong);
        }

        var scale = (Int128)1_000_000;
        for (var i = 0; i < currency.Exponent; i++)
        {
            scale *= 10;
        }

        var (quotient, remainder) = Int128.DivRem(dong * scale, dongPerUnitMicros);
        return new Money((long)quotient + (remainder > 0 ? 1 : 0), currency);
    }

    private bool Holds(DateOnly from, DateOnly? to) => from <= Day && (to is null || to >= Day);
}

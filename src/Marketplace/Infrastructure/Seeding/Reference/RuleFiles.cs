using CsvHelper;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Reference;

/// <summary>Fees, withholding, limits, postage, countries and rates: dated rows, each with what it rests on.</summary>
internal static partial class RuleFiles
{
    internal sealed record Rules(
        List<Fee> Fees, List<Tax> Taxes, List<Policy> Policies, Postage ShippingRates, List<Country> Destinations);

    internal sealed record Fee(ProducerKind? Kind, int? Region, int BasisPoints, DateOnly ValidFrom, DateOnly? ValidTo, string Source);

    internal sealed record Tax(
        ProducerKind Kind, bool IsExport, int VatBasisPoints, int PitBasisPoints, DateOnly ValidFrom, DateOnly? ValidTo, string Source);

    internal sealed record Policy(string Code, long Value, DateOnly ValidFrom, DateOnly? ValidTo, string Source);

    internal sealed record Postage(DateOnly ValidFrom, DateOnly? ValidTo, List<PostageRow> Rows);

    internal sealed record PostageRow(string Zone, int MaxGrams, long PriceDong, int MinDays, int MaxDays);

    internal sealed record Country(string CountryCode, string Zone, string CurrencyCode, bool IsEu, bool PostalCodeRequired, bool RegionRequired);

    [CsvRecord]
    internal sealed partial record RateRow(string CurrencyCode, DateOnly Day, long DongPerUnitMicros, string Source);

    public static async Task<int> ImportRules(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var rules = files.Read<Rules>(name);
        var fees = await db.FeeRules.ToDictionaryAsync(rule => (rule.Kind, rule.Region, rule.ValidFrom), ct);
        List<FeeRule> writtenFees = [];
        foreach (var row in rules.Fees)
        {
            writtenFees.Add(db.Upsert(fees, (row.Kind, row.Region, row.ValidFrom), new FeeRule
            {
                Kind = row.Kind,
                Region = row.Region,
                BasisPoints = row.BasisPoints,
                ValidFrom = row.ValidFrom,
                ValidTo = row.ValidTo,
                Source = row.Source,
            }));
        }

        db.TakeBack(fees.Values, writtenFees);

        var taxes = await db.TaxRules.ToDictionaryAsync(rule => (rule.Kind, rule.IsExport, rule.ValidFrom), ct);
        List<TaxRule> writtenTaxes = [];
        foreach (var row in rules.Taxes)
        {
            writtenTaxes.Add(db.Upsert(taxes, (row.Kind, row.IsExport, row.ValidFrom), new TaxRule
            {
                Kind = row.Kind,
                IsExport = row.IsExport,
                VatBasisPoints = row.VatBasisPoints,
                PitBasisPoints = row.PitBasisPoints,
                ValidFrom = row.ValidFrom,
                ValidTo = row.ValidTo,
                Source = row.Source,
            }));
        }

        db.TakeBack(taxes.Values, writtenTaxes);

        var policies = await db.PolicyValues.ToDictionaryAsync(policy => (policy.Code, policy.ValidFrom), ct);
        List<PolicyValue> writtenPolicies = [];
        foreach (var row in rules.Policies)
        {
            writtenPolicies.Add(db.Upsert(policies, (row.Code, row.ValidFrom), new PolicyValue
            {
                Code = row.Code,
                Value = row.Value,
                ValidFrom = row.ValidFrom,
                ValidTo = row.ValidTo,
                Source = row.Source,
            }));
        }

        db.TakeBack(policies.Values, writtenPolicies);

        await ImportPostage(db, rules, ct);

        return rules.Fees.Count + rules.Taxes.Count + rules.Policies.Count + rules.ShippingRates.Rows.Count + rules.Destinations.Count;
    }

    public static async Task<int> ImportExchangeRates(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.ExchangeRates.ToDictionaryAsync(rate => (rate.CurrencyCode, rate.Day), ct);
        var rows = files.Rows<RateRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, (row.CurrencyCode, row.Day), new ExchangeRate
            {
                CurrencyCode = row.CurrencyCode,
                Day = row.Day,
                DongPerUnitMicros = row.DongPerUnitMicros,
                Source = row.Source,
            });
        }

        return rows.Count;
    }

    private static async Task ImportPostage(MarketplaceDb db, Rules rules, CancellationToken ct)
    {
        var postage = await db.ShippingRates.ToDictionaryAsync(rate => (rate.Zone, rate.MaxGrams, rate.ValidFrom), ct);
        List<ShippingRate> written = [];
        foreach (var row in rules.ShippingRates.Rows)
        {
            written.Add(db.Upsert(postage, (row.Zone, row.MaxGrams, rules.ShippingRates.ValidFrom), new ShippingRate
            {
                Zone = row.Zone,
                MaxGrams = row.MaxGrams,
                PriceDong = row.PriceDong,
                MinDays = row.MinDays,
                MaxDays = row.MaxDays,
                ValidFrom = rules.ShippingRates.ValidFrom,
                ValidTo = rules.ShippingRates.ValidTo,
            }));
        }

        // The file has the postage from one day on; what was before that is no mistake.
        db.TakeBack(postage.Values.Where(rate => rate.ValidFrom == rules.ShippingRates.ValidFrom), written);

        var countries = await db.Destinations.ToDictionaryAsync(destination => destination.CountryCode, ct);
        foreach (var row in rules.Destinations)
        {
            db.Upsert(countries, row.CountryCode, new Destination
            {
                CountryCode = row.CountryCode,
                Zone = row.Zone,
                CurrencyCode = row.CurrencyCode,
                IsEu = row.IsEu,
                PostalCodeRequired = row.PostalCodeRequired,
                RegionRequired = row.RegionRequired,
                IsOpen = countries.GetValueOrDefault(row.CountryCode)?.IsOpen ?? true,
            });
        }
    }
}

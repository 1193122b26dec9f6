using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Rules.Show;

/// <summary>The dated rules that hold on a Việt Nam day.</summary>
public sealed record ShowRules(DateOnly Day) : IQuery<RulesModel>;

public sealed record RulesModel(
    DateOnly Day, IReadOnlyList<FeeRow> Fees, IReadOnlyList<TaxRow> Taxes, IReadOnlyList<PolicyRow> Policies, IReadOnlyList<PostageZone> Postage,
    IReadOnlyList<RateRow> Rates, IReadOnlyList<PaperRow> Papers, IReadOnlyList<BlockedRow> Blocked);

public sealed record FeeRow(ProducerKind? Kind, int? Region, int BasisPoints, DateOnly From, DateOnly? To, string Source);

public sealed record TaxRow(ProducerKind Kind, bool IsExport, int VatBasisPoints, int PitBasisPoints, DateOnly From, DateOnly? To, string Source);

public sealed record PolicyRow(string Code, long Value, DateOnly From, DateOnly? To, string Source)
{
    private const int MinutesInAnHour = 60;

    /// <summary>As the code ends; whole hours are easier to read than their minutes.</summary>
    public PolicyUnit Unit => Code[(Code.LastIndexOf('-') + 1)..] switch
    {
        "dong" or "most" => PolicyUnit.Dong,
        "minutes" => Value % MinutesInAnHour == 0 ? PolicyUnit.Hours : PolicyUnit.Minutes,
        "days" => PolicyUnit.Days,
        "bearer" => PolicyUnit.Bearer,
        "phone" => PolicyUnit.Orders,
        _ => PolicyUnit.None,
    };

    public long Amount => Unit == PolicyUnit.Hours ? Value / MinutesInAnHour : Value;
}

public enum PolicyUnit
{
    None = 0,
    Dong = 1,
    Minutes = 2,
    Hours = 3,
    Days = 4,
    Bearer = 5,
    Orders = 6,
}

public sealed record PostageZone(string Zone, int MinDays, int MaxDays, IReadOnlyList<PostagePrice> Prices);

public sealed record PostagePrice(int MaxGrams, long PriceDong);

/// <param name="Goods">The kinds that need it.</param>
public sealed record PaperRow(string Name, string? Language, IReadOnlyList<string> Goods, DateOnly From, string Source);

public sealed record BlockedRow(string Name, string Reason, string LegalBasis, string? Language, DateOnly From);

public sealed record RateRow(string CurrencyCode, DateOnly Day, long DongPerUnit, string Source);

internal sealed class ShowRulesHandler(MarketplaceDb db, ShopNames names) : IRequestHandler<ShowRules, RulesModel>
{
    public async Task<RulesModel> Handle(ShowRules query, CancellationToken ct)
    {
        var day = query.Day;
        var fees = await db.FeeRules.On(day)
            .OrderBy(rule => rule.Region != null).ThenBy(rule => rule.BasisPoints)
            .Select(rule => new FeeRow(rule.Kind, rule.Region, rule.BasisPoints, rule.ValidFrom, rule.ValidTo, rule.Source)).ToListAsync(ct);
        var taxes = await db.TaxRules.On(day)
            .OrderBy(rule => rule.Kind).ThenBy(rule => rule.IsExport)
            .Select(rule => new TaxRow(rule.Kind, rule.IsExport, rule.VatBasisPoints, rule.PitBasisPoints, rule.ValidFrom, rule.ValidTo, rule.Source)).ToListAsync(ct);
        var policies = await db.PolicyValues.On(day)
            .Select(rule => new PolicyRow(rule.Code, rule.Value, rule.ValidFrom, rule.ValidTo, rule.Source)).ToListAsync(ct);
        var postage = await db.ShippingRates.On(day)
            .OrderBy(rate => rate.PriceDong).AsNoTracking().ToListAsync(ct);

        return new RulesModel(
            day,
            Newest(fees, rule => (rule.Kind, rule.Region), rule => rule.From),
            Newest(taxes, rule => (rule.Kind, rule.IsExport), rule => rule.From),
            [.. Newest(policies, rule => rule.Code, rule => rule.From).OrderBy(rule => PolicyCodes.InOrderOfASale.IndexOf(rule.Code))],
            [.. postage.GroupBy(rate => rate.Zone).Select(zone => Zone(zone.Key, [.. zone.Where(rate => rate.ValidFrom == zone.Max(other => other.ValidFrom))]))],
            await db.ExchangeRates
                .Where(rate => rate.Day <= day && !db.ExchangeRates.Any(newer => newer.CurrencyCode == rate.CurrencyCode && newer.Day <= day && newer.Day > rate.Day))
                .OrderBy(rate => rate.CurrencyCode)
                .Select(rate => new RateRow(rate.CurrencyCode, rate.Day, rate.DongPerUnitMicros / 1_000_000, rate.Source)).ToListAsync(ct),
            await Papers(day, ct),
            await Blocked(day, ct));
    }

    private async Task<List<PaperRow>> Papers(DateOnly day, CancellationToken ct)
    {
        var rows = await (
            from rule in db.PaperRules.On(day)
            join paper in db.DocumentTypes on rule.DocumentTypeId equals paper.Id
            orderby paper.Id
            select new { rule.ValidFrom, rule.Source, Paper = paper, rule.CategoryId }).AsNoTracking().ToListAsync(ct);
        var goods = (await names.Get(ct)).Categories;
        return [.. Newest(rows, row => (row.CategoryId, row.Paper.Id), row => row.ValidFrom).GroupBy(row => (row.Paper.Slug, row.ValidFrom, row.Source)).Select(same => new PaperRow(
            Languages.Pick(same.First().Paper.NameVi, same.First().Paper.NameEn), Languages.Foreign(same.First().Paper.NameEn),
            [.. same.Select(row => goods[row.CategoryId]).OfType<ShopName>().OrderBy(one => one.Position).Select(one => one.Name)], same.Key.ValidFrom, same.Key.Source))];
    }

    private async Task<List<BlockedRow>> Blocked(DateOnly day, CancellationToken ct) =>
        Newest(await db.BlockedGoods.On(day).AsNoTracking().OrderBy(good => good.Id).ToListAsync(ct), good => good.Slug, good => good.ValidFrom).ConvertAll(good => new BlockedRow(
            Languages.Pick(good.NameVi, good.NameEn), Languages.Pick(good.ReasonVi, good.ReasonEn), Languages.Pick(good.LegalBasisVi, good.LegalBasisEn),
            Languages.Foreign(good.NameEn), good.ValidFrom));

    /// <summary>As <see cref="RulesInForce"/> chooses: a row takes the place of the one before, which need not have been given an end.</summary>
    private static List<T> Newest<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key, Func<T, DateOnly> from) => [.. rows.GroupBy(key).Select(same => same.MaxBy(from)!)];

    private static PostageZone Zone(string zone, List<ShippingRate> rates) => new(
        zone, rates[0].MinDays, rates[0].MaxDays, [.. rates.OrderBy(rate => rate.MaxGrams).Select(rate => new PostagePrice(rate.MaxGrams, rate.PriceDong))]);
}

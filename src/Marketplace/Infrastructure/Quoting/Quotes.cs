using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Rules;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Quoting;

/// <summary>Prices a cart from today's data: goods, fee and tax, parcels with their fee and days, the charge in the buyer's currency. One query, whatever the lines.</summary>
public sealed class Quotes(MarketplaceDb db, RuleBook ruleBook, ShippingBook shippingBook)
{
    // Every cart and checkout page asks this one.
    private static readonly Func<MarketplaceDb, CartId, DateOnly, IAsyncEnumerable<Row>> Rows = EF.CompileAsyncQuery((MarketplaceDb db, CartId cart, DateOnly day) =>
        from line in db.Set<CartLine>().AsNoTracking()
        where EF.Property<CartId>(line, "CartId") == cart
        join variant in db.Variants on line.VariantId equals variant.Id
        join product in db.Products on variant.ProductId equals product.Id
        join producer in db.Producers on product.ProducerId equals producer.Id
        join category in db.Categories on product.CategoryId equals category.Id
        join commune in db.AdminUnits on producer.UnitId equals commune.Id
        join stock in db.StockLevels on variant.Id equals stock.VariantId
        select new Row(
            line.Quantity, variant.Id, product.Id, product.Slug, product.NameVi, product.NameEn, variant.NameVi, variant.NameEn, product.Unit,
            product.Photos.OrderBy(photo => photo.Position).Select(photo => (Domain.Media.MediaId?)photo.MediaId).FirstOrDefault(),
            category.Id, category.IsDomesticOnly, category.BlockedDestinations, product.OriginUnitId, product.WeightGrams, product.LeadTimeDays,
            variant.PriceDong, product.Status, product.IsDemo, stock.Available, producer.Id, producer.NameVi, producer.NameEn, producer.Slug, producer.Kind,
            producer.Status, producer.IsPaused, commune.NameVi, commune.NameEn, commune.ParentId,
            db.UnitClassifications
                .Where(row => row.UnitId == producer.UnitId && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day))
                .OrderByDescending(row => row.ValidFrom)
                .Select(row => (int?)row.Region)
                .FirstOrDefault()));

    private sealed record Row(
        int Quantity, VariantId VariantId, ProductId ProductId, string Slug, string NameVi, string NameEn, string VariantVi, string VariantEn, string Unit,
        Domain.Media.MediaId? Photo, int CategoryId, bool IsDomesticOnly, string BlockedDestinations, int OriginUnitId, int WeightGrams, int LeadTimeDays,
        long PriceDong, ProductStatus Status, bool IsDemo, int Available, ProducerId ProducerId, string ProducerVi, string ProducerEn, string ProducerSlug,
        ProducerKind Kind, ProducerStatus ProducerStatus, bool IsPaused, string CommuneVi, string CommuneEn, int? ProvinceId, int? Region);

    private sealed record Destined(Destination? Abroad, ProvinceInRegion? Province);

    /// <summary>What lies in the cart, at today's prices; no parcels when the cart is empty or gone.</summary>
    public async Task<Quote> For(CartId? cart, ShipTo to, DateTimeOffset now, CancellationToken ct)
    {
        var day = now.VietnamDay();
        var rules = await ruleBook.On(day, ct);
        var book = await shippingBook.Open(ct);
        var rows = cart is { } id ? await Read(id, day, ct) : [];
        var destined = new Destined(to.IsDomestic ? null : book.Destinations.GetValueOrDefault(to.CountryCode), book.Province(to.ProvinceId));
        var parcels = new List<QuotedParcel>();
        List<Refusal> refusals = [];
        if (!to.IsDomestic && destined.Abroad is not { IsOpen: true })
        {
            refusals.Add(ShippingRefusals.CountryClosed);
        }

        foreach (var own in rows.GroupBy(row => row.ProducerId).OrderBy(own => own.Min(row => row.ProducerSlug), StringComparer.Ordinal))
        {
            parcels.Add(Parcel([.. own], destined, rules, book, day, refusals));
        }

        return Charge(parcels, destined.Abroad, rules, refusals);
    }

    private static QuotedParcel Parcel(
        Row[] rows, Destined to, RulesInForce rules, ShippingBook.Copy book, DateOnly day, List<Refusal> refusals)
    {
        var first = rows[0];
        var lines = rows.OrderBy(row => row.NameVi, StringComparer.Ordinal).ThenBy(row => row.VariantId.Value)
            .Select(row => Line(row, to, rules)).ToList();
        var bought = lines.Where(line => line.CanBeBought).ToList();
        var zone = to.Abroad?.Zone ?? ShippingZones.AtHome(book.Province(first.ProvinceId) ?? new ProvinceInRegion(0, "", ""), to.Province);
        var grams = bought.Sum(line => line.WeightGrams * line.Quantity);
        var price = bought.Count == 0 ? new ParcelPrice(0, 0, 0) : book.Table(day).Price(zone, grams);
        if (price is null)
        {
            refusals.Add(ShippingRefusals.CountryClosed);
            price = new ParcelPrice(0, 0, 0);
        }

        var shipBy = day.AddDays(rows.Max(row => row.LeadTimeDays));
        return new QuotedParcel(
            first.ProducerId, first.ProducerVi, first.ProducerEn, first.ProducerSlug, first.Kind, first.CommuneVi, first.CommuneEn, lines, zone, grams,
            price.PriceDong, shipBy, shipBy.AddDays(price.MinDays), shipBy.AddDays(price.MaxDays));
    }

    private static QuotedLine Line(Row row, Destined to, RulesInForce rules) => new(
        row.VariantId, row.ProductId, row.Slug, row.NameVi, row.NameEn, row.VariantVi, row.VariantEn, row.Unit, row.Photo, row.CategoryId,
        row.OriginUnitId, row.WeightGrams, row.Quantity, row.Available, row.PriceDong,
        rules.Line(row.Kind, row.Region ?? 0, to.Abroad is not null, row.PriceDong, row.Quantity), row.IsDemo, Problem(row, to));

    private static Refusal? Problem(Row row, Destined to)
    {
        if (row.Status != ProductStatus.Published || row.ProducerStatus != ProducerStatus.Verified)
        {
            return ShippingRefusals.NotOnSale;
        }

        if (row.IsPaused)
        {
            return ShippingRefusals.SellerPaused;
        }

        if (row.Available < row.Quantity)
        {
            return row.Available == 0 ? ShippingRefusals.SoldOut : ShippingRefusals.OnlyLeft(row.Available);
        }

        return to.Abroad is { } abroad ? ExportGate.Check(row.IsDomesticOnly, row.BlockedDestinations, abroad) : null;
    }

    private static Quote Charge(List<QuotedParcel> parcels, Destination? abroad, RulesInForce rules, List<Refusal> refusals)
    {
        var total = parcels.Sum(parcel => parcel.TotalDong);
        var currency = abroad is null ? Currency.Vnd : Currency.Of(abroad.CurrencyCode);
        if (currency == Currency.Vnd)
        {
            return new Quote(parcels, Money.Vnd(total), 1_000_000, "", null, [.. refusals.Distinct()]);
        }

        if (rules.Rate(currency) is not { } rate)
        {
            refusals.Add(ShippingRefusals.CountryClosed);
            return new Quote(parcels, Money.Zero(currency), 1_000_000, "", null, [.. refusals.Distinct()]);
        }

        return new Quote(
            parcels, RulesInForce.Convert(total, currency, rate.DongPerUnitMicros), rate.DongPerUnitMicros, rate.Source, rate.Day, [.. refusals.Distinct()]);
    }

    private async Task<List<Row>> Read(CartId cart, DateOnly day, CancellationToken ct)
    {
        List<Row> rows = [];
        await foreach (var row in Rows(db, cart, day).WithCancellation(ct))
        {
            rows.Add(row);
        }

        return rows;
    }
}

using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Prices;

public sealed record ShowPrices(ProducerId Producer, ProductId Product) : IQuery<PricesForm?>;

public sealed class PricesForm
{
    public List<VariantForm> Variants { get; set; } = [];

    public SupplyKind? Supply { get; set; }

    public string? LeadTimeDays { get; set; }

    public string? Seen { get; set; }

    [BindNever, ValidateNever]
    public PricesPage Page { get; set; } = PricesPage.None;

    /// <summary>After a refusal the words typed stay, and what the maker has now seen of the stock is what there is now.</summary>
    internal void Follow(PricesForm saved)
    {
        Page = saved.Page;
        if (Variants.Count == 0)
        {
            Variants = saved.Variants;
        }

        foreach (var variant in Variants)
        {
            if (saved.Variants.Find(one => one.Id is { } id && (id == variant.Id || id == variant.NewId)) is { } now)
            {
                (variant.Id, variant.NewId, variant.SeenStock, variant.Held) = (now.Id, null, now.SeenStock, now.Held);
            }
        }
    }

    internal IReadOnlyList<PricedVariant> Priced() => [.. Variants.Where((variant, index) => index == 0 || !variant.IsBlank).Select(variant => variant.Priced())];
}

/// <param name="Root">Address of the listing in the studio.</param>
/// <param name="NameVi">Of the listing.</param>
/// <param name="WasOnSale">Then variants stay.</param>
/// <param name="Receives">For the saved price, when there is one.</param>
public sealed record PricesPage(string Root, string NameVi, bool WasOnSale, LineEconomics? Receives)
{
    public static PricesPage None { get; } = new("", "", false, null);

    public IEnumerable<ChoiceItem> Supplies { get; } =
        [.. Enum.GetValues<SupplyKind>().Select(supply => new ChoiceItem(supply.ToString(), Texts.Get("listings.supply." + supply), Texts.Get("listings.supply-hint." + supply)))];
}

public sealed class VariantForm
{
    public Guid? Id { get; set; }

    /// <summary>What a new one will be called, drawn with the page: sent twice, the form adds it once.</summary>
    public Guid? NewId { get; set; }

    public string? NameVi { get; set; }

    public string? NameEn { get; set; }

    public string? PriceDong { get; set; }

    public string? Stock { get; set; }

    public string? SeenStock { get; set; }

    public bool Remove { get; set; }

    /// <summary>Pieces kept for orders that are not paid yet; they come on top of the stock.</summary>
    [BindNever, ValidateNever]
    public int Held { get; set; }

    /// <summary>The empty row for one more variant, left empty.</summary>
    public bool IsBlank => Id is null && string.IsNullOrWhiteSpace(NameVi) && string.IsNullOrWhiteSpace(PriceDong) && string.IsNullOrWhiteSpace(Stock);

    internal PricedVariant Priced() => new(
        Id is { } id ? new VariantId(id) : null, Typing.Tidy(NameVi), Typing.Tidy(NameEn), TypedNumber.Whole(PriceDong), TypedNumber.Whole(Stock), TypedNumber.Whole(SeenStock), Remove,
        NewId is { } newId ? new VariantId(newId) : null);
}

internal sealed class ShowPricesHandler(MarketplaceDb db, ISender sender) : IRequestHandler<ShowPrices, PricesForm?>
{
    public async Task<PricesForm?> Handle(ShowPrices query, CancellationToken ct)
    {
        var product = await db.Products.AsNoTracking().SoldBy(query.Producer)
            .Where(product => product.Id == query.Product)
            .Select(product => new
            {
                product.NameVi,
                product.Supply,
                product.LeadTimeDays,
                product.PublishedAt,
                product.PriceDong,
                Slug = db.Producers.Where(producer => producer.Id == product.ProducerId).Select(producer => producer.Slug).First(),
            })
            .SingleOrDefaultAsync(ct);
        if (product is null)
        {
            return null;
        }

        var variants = await db.Variants.AsNoTracking().Where(variant => variant.ProductId == query.Product).OrderBy(variant => variant.Position)
            .Select(variant => new
            {
                variant.Id,
                variant.NameVi,
                variant.NameEn,
                variant.PriceDong,
                Stock = db.StockLevels.Where(stock => stock.VariantId == variant.Id).Select(stock => stock.Available).FirstOrDefault(),
            })
            .ToListAsync(ct);
        var ids = variants.ConvertAll(variant => variant.Id);
        var held = await db.ProducerOrders.Where(part => part.ProducerId == query.Producer && part.Status == ProducerOrderStatus.AwaitingPayment)
            .Join(db.StockHolds, part => new { part.OrderId, PartId = part.Id }, hold => new { hold.OrderId, hold.PartId }, (_, hold) => hold)
            .Where(hold => hold.State == StockHoldState.Held && ids.Contains(hold.VariantId))
            .GroupBy(hold => hold.VariantId)
            .ToDictionaryAsync(same => same.Key, same => same.Sum(hold => hold.Quantity), ct);
        var form = new PricesForm
        {
            Supply = product.Supply,
            Seen = Seen.Prices(product.Supply, product.LeadTimeDays, variants.Select(variant => (variant.NameVi, variant.NameEn, variant.PriceDong))),
            LeadTimeDays = product.LeadTimeDays.ToString(CultureInfo.InvariantCulture),
            Variants =
            [
                .. variants.Select(variant => new VariantForm
                {
                    Id = variant.Id.Value,
                    NameVi = variant.NameVi,
                    NameEn = variant.NameEn,
                    PriceDong = Format.Number(variant.PriceDong),
                    Stock = variant.Stock.ToString(CultureInfo.InvariantCulture),
                    SeenStock = variant.Stock.ToString(CultureInfo.InvariantCulture),
                    Held = held.GetValueOrDefault(variant.Id),
                }),
            ],
            Page = new PricesPage(
                $"~/studio/{product.Slug}/listings/{query.Product.Value}", product.NameVi, product.PublishedAt is not null,
                product.PriceDong > 0 ? await sender.Send(new ShowReceives(query.Producer, query.Product, product.PriceDong), ct) : null),
        };
        form.Variants.Add(new VariantForm { NewId = Guid.CreateVersion7() });
        return form;
    }
}

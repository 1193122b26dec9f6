using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Prices;

internal sealed class SetPricesHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<SetPrices, Result>
{
    public async Task<Result> Handle(SetPrices command, CancellationToken ct)
    {
        var product = await db.Products.Include(product => product.Variants).SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        if (product is null)
        {
            return ProductRefusals.NotFound;
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        var (before, seen) = (Prices(product), Shown(product));
        for (var i = 0; i < command.Variants.Count; i++)
        {
            if (await Apply(product, command.Variants[i], $"Variants[{i}]", ct) is { } refused)
            {
                return refused;
            }
        }

        if (Checked(product.Variants) is { } wrong)
        {
            return wrong;
        }

        (product.Supply, product.LeadTimeDays) = (command.Supply!.Value, (int)command.LeadTimeDays!.Value);
        if (Seen.IsOld(command.Seen, seen, Shown(product)))
        {
            return ListingRefusals.ChangedMeanwhile;
        }

        db.Note(product, command.Actor, clock.GetUtcNow(), ("Price", before, Prices(product)));
        return Result.Ok;
    }

    private async Task<Refusal?> Apply(Product product, PricedVariant priced, string field, CancellationToken ct)
    {
        var id = priced.Id ?? priced.NewId ?? VariantId.New();
        if (product.Variants.FirstOrDefault(variant => variant.Id == id) is not { } variant)
        {
            if (priced.Id is not null)
            {
                return ProductRefusals.NotFound;
            }

            if (!priced.Remove)
            {
                db.Variants.Add(product.AddVariant(id, priced.NameVi, priced.NameEn, priced.PriceDong!.Value));
                db.StockLevels.Add(new StockLevel { VariantId = id, Available = (int)priced.Stock!.Value });
            }

            return null;
        }

        if (priced.Remove)
        {
            // What was ever on sale may stand in carts and orders: it is set to none instead.
            if (product.PublishedAt is not null)
            {
                return new Refusal("listings.variant-was-on-sale", field + ".Remove");
            }

            product.RemoveVariant(variant);
            return null;
        }

        (variant.NameVi, variant.NameEn) = (priced.NameVi, priced.NameEn);
        product.SetPrice(variant, priced.PriceDong!.Value);
        return await Restock(id, (int)priced.Stock!.Value, priced.SeenStock, field, ct);
    }

    /// <summary>One guarded update: a piece sold since the maker looked must not be sold again.</summary>
    private async Task<Refusal?> Restock(VariantId id, int wanted, long? seen, string field, CancellationToken ct)
    {
        if (seen == wanted)
        {
            return null;
        }

        if (seen is { } before && await db.StockLevels
            .Where(stock => stock.VariantId == id && stock.Available == before)
            .ExecuteUpdateAsync(set => set.SetProperty(stock => stock.Available, wanted), ct) == 1)
        {
            return null;
        }

        var now = await db.StockLevels.Where(stock => stock.VariantId == id).Select(stock => stock.Available).SingleOrDefaultAsync(ct);
        return now == wanted ? null : new Refusal("listings.stock-changed", field + ".Stock", now);
    }

    /// <summary>What is there after all of it, also what another page added meanwhile.</summary>
    private static Refusal? Checked(IReadOnlyCollection<Variant> variants) =>
        variants.Count is < 1 or > SetPricesValidator.MostVariants ? new Refusal("listings.variants-count", nameof(SetPrices.Variants))
        : variants.Count > 1 && (variants.Any(variant => variant.NameVi.Length == 0) || variants.DistinctBy(variant => Fold.KeepingMarks(variant.NameVi)).Count() < variants.Count)
            ? new Refusal("listings.variant-names-needed", nameof(SetPrices.Variants))
        : null;

    private static string Shown(Product product) => Seen.Prices(
        product.Supply, product.LeadTimeDays, product.Variants.OrderBy(variant => variant.Position).Select(variant => (variant.NameVi, variant.NameEn, variant.PriceDong)));

    private static string Prices(Product product) =>
        string.Join("; ", product.Variants.OrderBy(variant => variant.Position).Select(variant => string.Join(' ', ((string[])[variant.NameVi, variant.NameEn, $"{variant.PriceDong} ₫"]).Where(word => word.Length > 0))));
}

using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>An invented producer lists a product and sends it in for review.</summary>
internal sealed record ListDemoProduct(DemoApplicant Applicant, DemoProductRow Row, DemoLookups Lookups, int Index) : ICommand<Result<ProductId>>;

internal sealed class ListDemoProductHandler(MarketplaceDb db, IPhotoIntake photos, DemoPictures pictures, TimeProvider clock)
    : IRequestHandler<ListDemoProduct, Result<ProductId>>
{
    public async Task<Result<ProductId>> Handle(ListDemoProduct command, CancellationToken ct)
    {
        var (applicant, row, lookups, index) = command;
        var at = clock.GetUtcNow();
        var producer = await db.Producers.SingleAsync(producer => producer.Id == applicant.Id, ct);
        var motif = lookups.Motifs[row.Motif];
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = producer.Id,
            CategoryId = lookups.Categories[row.CategorySlug].Id,
            Slug = row.Slug,
            NameVi = row.NameVi,
            NameEn = row.NameEn,
            StoryVi = row.DescriptionVi,
            StoryEn = row.DescriptionEn,
            MaterialsVi = row.MaterialsVi,
            MaterialsEn = row.MaterialsEn,
            CareVi = motif.CareVi,
            CareEn = motif.CareEn,
            MakingHours = motif.HourDong is { } hour ? Math.Max(1, (int)(row.PriceVnd / hour)) : null,
            OriginUnitId = lookups.Communes[row.OriginCommuneCode],
            Unit = row.Unit,
            WeightGrams = row.WeightGrams,
            Supply = row.LeadTimeDays >= 14 ? SupplyKind.MadeToOrder : SupplyKind.Stock,
            LeadTimeDays = row.LeadTimeDays,
            CreatedAt = at,
            Motif = row.Motif,
            IsDemo = true,
        };
        db.Products.Add(product);
        product.SetTechniques(row.Technique.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(slug => lookups.Techniques[slug]));
        AddVariants(product, row, motif, index);
        var picture = await photos.Receive(producer.Id, pictures.Of(row.Motif, index), ct, isIllustration: true);
        if (picture.Succeeded)
        {
            product.AddPhoto(picture.Value, Texts.In("vi", "media.illustration-of", row.NameVi), Texts.In("en", "media.illustration-of", row.NameEn));
        }

        AddOrigin(producer, product, row, lookups, applicant.Makers, index, at);
        var submitted = product.Submit(at);
        return submitted.Succeeded ? product.Id : new Result<ProductId>(default, submitted.Refusals);
    }

    private void AddVariants(Product product, DemoProductRow row, DemoMotifRow motif, int index)
    {
        var hasSizes = motif.LargeVi.Length > 0 && index % 4 == 1;
        Stock(hasSizes ? product.AddVariant(motif.UsualVi, motif.UsualEn, row.PriceVnd) : product.AddVariant("", "", row.PriceVnd), row.Stock);
        if (hasSizes)
        {
            Stock(product.AddVariant(motif.LargeVi, motif.LargeEn, row.PriceVnd * 17 / 10 / 5000 * 5000), Math.Max(1, row.Stock / 3));
        }

        void Stock(Variant variant, int available) => db.StockLevels.Add(new StockLevel { VariantId = variant.Id, Available = available });
    }

    /// <summary>A lot with its makers where the batch book is kept: always by households and groups, by co-operatives for two products in three.</summary>
    private void AddOrigin(Producer producer, Product product, DemoProductRow row, DemoLookups lookups, IReadOnlyList<PersonId> makers, int index, DateTimeOffset at)
    {
        if (producer.Kind != ProducerKind.Cooperative || index % 3 != 0)
        {
            var lot = new Lot
            {
                Id = LotId.New(),
                ProductId = product.Id,
                Code = string.Create(CultureInfo.InvariantCulture, $"{at:yyMM}-{(index % 90) + 10}"),
                MadeOn = at.VietnamDay().AddDays(-3),
                UnitId = lookups.CommuneOn(row.OriginCommuneCode, at.VietnamDay()),
            };
            var hands = Math.Min(makers.Count, 1 + (index % 4));
            var shares = Apportion.ByLargestRemainder(10_000, [.. Enumerable.Range(0, hands).Select(hand => (long)(4 - hand))]);
            for (var i = 0; i < hands; i++)
            {
                lot.AddMaker(makers[(index + i) % makers.Count], (int)shares[i]);
            }

            db.Lots.Add(lot);
        }

        if (row.OcopStars is { } stars)
        {
            var from = at.VietnamDay().AddDays(-20);
            db.Certificates.Add(new Certificate
            {
                Id = CertificateId.New(),
                ProducerId = producer.Id,
                ProductId = product.Id,
                Kind = CertificateKind.Ocop,
                Stars = stars,
                Number = string.Create(CultureInfo.InvariantCulture, $"DEMO-{from:yyyy}/{index:000}"),
                Issuer = "DEMO",
                ValidFrom = from,
                ValidUntil = from.AddMonths(36).AddDays(-1),
                VerifiedAt = at,
            });
        }
    }
}

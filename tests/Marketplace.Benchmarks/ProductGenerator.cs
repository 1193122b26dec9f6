using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Benchmarks;

/// <summary>
/// Fills a data folder that the application has prepared (reference data imported) with producers and products for load measurements. The same
/// number gives the same market. Exactly a thousand products carry the word "zùng", whatever the number, so that a search has a known size.
/// </summary>
internal static class ProductGenerator
{
    private const int ProductsEach = 20;
    private const int KnownHits = 1_000;
    private const int AtOnce = 50;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Things = ["Khăn", "Túi", "Gùi", "Chè", "Mật ong", "Vòng bạc", "Bát gốm", "Chăn", "Gối", "Nón", "Váy", "Áo", "Giỏ", "Mâm mây", "Rượu", "Gạo nếp"];
    private static readonly string[] Ways = ["lanh", "thổ cẩm", "nhuộm chàm", "đan tay", "thêu tay", "vẽ sáp ong", "rừng già", "núi cao", "nung củi", "chạm bạc", "hun khói"];
    private static readonly string[] Kinds = ["nhỏ", "lớn", "cũ", "mới", "xanh", "đỏ", "đen", "trắng", "dài", "tròn"];

    public static async Task Run(int products, string folder)
    {
        await using var db = Open(folder);
        var communes = await db.AdminUnits.Where(unit => unit.Level == AdminLevel.Commune && unit.ValidTo == null).OrderBy(unit => unit.Code).Select(unit => unit.Id).ToListAsync();
        var categories = await db.Categories.Where(category => category.ParentId != null).OrderBy(category => category.Slug).Select(category => category.Id).ToListAsync();
        var peoples = await db.EthnicGroups.OrderBy(people => people.Slug).Select(people => people.Id).ToListAsync();
        var techniques = await db.Techniques.OrderBy(technique => technique.Slug).Select(technique => technique.Id).ToListAsync();
        var random = new Random(20261122);
        for (var first = 0; first < products; first += ProductsEach * AtOnce)
        {
            for (var from = first; from < Math.Min(products, first + (ProductsEach * AtOnce)); from += ProductsEach)
            {
                AddProducer(db, random, from, Math.Min(ProductsEach, products - from), products, communes, categories, peoples, techniques);
            }

#pragma warning disable RS0030 // A generator for measurements, outside the application.
            await db.SaveChangesAsync();
#pragma warning restore RS0030
            db.ChangeTracker.Clear();
            Console.WriteLine($"{Math.Min(products, first + (ProductsEach * AtOnce))} of {products}");
        }
    }

    private static SqliteMarketplaceDb Open(string folder) =>
        new(new DbContextOptionsBuilder<SqliteMarketplaceDb>().UseSqlite($"Data Source={Path.Combine(folder, "market.db")}").Options);

    private static void AddProducer(
        MarketplaceDb db, Random random, int from, int count, int products, List<int> communes, List<int> categories, List<int> peoples, List<int> techniques)
    {
        var number = from / ProductsEach;
        var person = new Person { Id = PersonId.New(), FullName = $"Người làm {number}", RecordedAt = Start, IsDemo = true };
        var producer = new Producer
        {
            Id = ProducerId.New(),
            Kind = (ProducerKind)(1 + (number % 3)),
            Slug = $"load-{number}",
            NameVi = $"Tổ dệt số {number}",
            NameEn = $"Workshop {number}",
            StoryVi = "Chúng tôi làm nghề này từ đời bà.",
            StoryEn = "We have had this craft since our grandmothers.",
            UnitId = communes[random.Next(communes.Count)],
            Phone = "+84900000000",
            AppliedAt = Start.AddMinutes(number),
            PublicEthnicGroupId = peoples[random.Next(peoples.Count)],
            IsDemo = true,
        };
        producer.Verify(Start);
        var media = new MediaItem { Id = MediaId.New(), ProducerId = producer.Id, Sha256 = new string('0', 64), UploadedAt = Start, IsIllustration = true };
        media.Finish(960, 960);
        db.AddRange(person, producer, media);
        db.AddRange(new[] { ConsentPurpose.PublicEthnicity, ConsentPurpose.PublicProfile }.Select(purpose => new Consent
        {
            Id = ConsentId.New(),
            PersonId = person.Id,
            ProducerId = producer.Id,
            Purpose = purpose,
            TextVersion = "load",
            GivenAt = Start,
        }));
        for (var i = from; i < from + count; i++)
        {
            AddProduct(db, random, i, products, producer, media.Id, categories, techniques);
        }
    }

    private static void AddProduct(MarketplaceDb db, Random random, int i, int products, Producer producer, MediaId media, List<int> categories, List<int> techniques)
    {
        var isKnown = i % Math.Max(1, products / KnownHits) == 0 && i / Math.Max(1, products / KnownHits) < KnownHits;
        var name = $"{Pick(random, Things)} {Pick(random, Ways)} {Pick(random, Kinds)}{(isKnown ? " zùng" : "")}";
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = producer.Id,
            CategoryId = categories[random.Next(categories.Count)],
            Slug = $"{Fold.Slug(name)}-load-{i}",
            NameVi = name,
            NameEn = $"Upland piece {i}",
            StoryVi = "Làm tay, mỗi chiếc một khác.",
            StoryEn = "Made by hand, no two alike.",
            MaterialsVi = "lanh, chàm",
            MaterialsEn = "hemp, indigo",
            OriginUnitId = producer.UnitId,
            Unit = "piece",
            WeightGrams = random.Next(100, 3_000),
            LeadTimeDays = random.Next(1, 21),
            CreatedAt = Start,
            IsDemo = true,
        };
        var variant = product.AddVariant("", "", random.Next(3, 300) * 10_000L);
        product.AddPhoto(media, "", "");
        product.SetTechniques([techniques[random.Next(techniques.Count)]]);
        product.Submit(Start);
        product.Approve(Start.AddMinutes(i));
        db.AddRange(product, new StockLevel { VariantId = variant.Id, Available = random.Next(10) == 0 ? 0 : random.Next(20, 200) });
        if (i % 20 == 0)
        {
            db.Add(new Certificate
            {
                Id = CertificateId.New(),
                ProducerId = producer.Id,
                ProductId = product.Id,
                Kind = CertificateKind.Ocop,
                Stars = 3 + (i % 3),
                Number = $"LOAD-{i}",
                Issuer = "UBND tỉnh",
                ValidFrom = new DateOnly(2026, 1, 1),
                ValidUntil = new DateOnly(2028, 12, 31),
                VerifiedAt = Start,
            });
        }
    }

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}

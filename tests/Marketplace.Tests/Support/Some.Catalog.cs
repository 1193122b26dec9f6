using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;

namespace Marketplace.Tests.Support;

internal static partial class Some
{
    /// <summary>A verified producer of a saved commune with a category, ready to list products: everything a shop page reads.</summary>
    public static async Task<Booth> SavedBooth(TestMarketplace market, string name = "Nhà Sùng")
    {
        var number = Interlocked.Increment(ref s_last);
        var province = Province($"{number % 90 + 10}");
        var commune = Commune(province, $"{number % 90_000 + 10_000}");
        var category = new Category { Slug = $"scarves-{number}", NameVi = "Khăn dệt tay", NameEn = "Hand-woven scarves", NameFr = "Écharpes tissées main", Unit = "piece" };
        await market.Given(commune, category);
        var producer = Producer(commune.Id, name: name);
        await market.Given(producer);
        return new Booth(producer, commune, province, category);
    }

    /// <summary>A product on sale with one variant and stock, saved.</summary>
    public static async Task<Product> SavedProduct(
        TestMarketplace market, Booth booth, string name = "Khăn lanh nhuộm chàm", long price = 335_000, int stock = 3, int leadTimeDays = 3, bool isDemo = false)
    {
        var product = Product(booth, name, price, leadTimeDays, isDemo);
        var level = new StockLevel { VariantId = product.Variants.First().Id, Available = stock };
        await market.Given(product, level);
        return product;
    }

    public static Product Product(Booth booth, string name = "Khăn lanh nhuộm chàm", long price = 335_000, int leadTimeDays = 3, bool isDemo = false)
    {
        var number = Interlocked.Increment(ref s_last);
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = booth.Producer.Id,
            CategoryId = booth.Category.Id,
            Slug = $"{Fold.Slug(name)}-{number}",
            NameVi = name,
            NameEn = "Indigo hemp scarf",
            StoryVi = "Dệt từ sợi lanh nối tay.",
            StoryEn = "Woven from hand-joined hemp.",
            MaterialsVi = "lanh, chàm",
            MaterialsEn = "hemp, indigo",
            OriginUnitId = booth.Commune.Id,
            Unit = "piece",
            WeightGrams = 260,
            LeadTimeDays = leadTimeDays,
            CreatedAt = Moment,
            IsDemo = isDemo,
        };
        product.AddVariant("", "", price);
        product.Submit(Moment);
        product.Approve(Moment.AddMinutes(number));
        product.TakeEvents();
        return product;
    }

    public static Consent Consent(ProducerId producer, PersonId person, ConsentPurpose purpose = ConsentPurpose.PublicEthnicity) => new()
    {
        Id = ConsentId.New(),
        PersonId = person,
        ProducerId = producer,
        Purpose = purpose,
        TextVersion = "1",
        GivenAt = Moment,
    };

    internal sealed record Booth(Producer Producer, AdminUnit Commune, AdminUnit Province, Category Category);
}

using Marketplace.Domain.Heritage;
using Marketplace.Infrastructure.Search;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Search;

public sealed class CardKeeperTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task After_an_update_goods_are_found_by_the_names_that_came_with_it()
    {
        var technique = new Technique { Slug = "backstrap-weaving", NameVi = "Dệt khung lưng", NameEn = "Backstrap weaving" };
        await _market.Given(technique);
        var stall = await Stall.In(_market);
        stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh").SetTechniques([technique.Id]);
        await stall.Open();
        await _market.Read(db => db.Set<ProductCard>().ExecuteUpdateAsync(set => set.SetProperty(card => card.Shape, ProductCard.CurrentShape - 1), Stop));

        await using var updated = _market.WithWebHostBuilder(builder => builder.UseSetting("Seed:Reference", "true"));

        Assert.Equal(["1 produit"], (await updated.CreateClient().Open("/fr/search?q=ceinture")).Texts("main > [role=status]"));
    }

    [Fact]
    public async Task A_save_that_lost_its_race_leaves_the_next_ones_transaction_alone()
    {
        var stall = await Stall.In(_market);
        stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await stall.Open();

        // On one context, as a pooled one is used by one request after the other.
        var name = await _market.Read(async db =>
        {
            var late = await db.Products.SingleAsync(Stop);
            await db.Products.ExecuteUpdateAsync(set => set.SetProperty(product => product.Version, product => product.Version + 1), Stop);
            late.NameVi = "Khăn của ai đến sau";
#pragma warning disable RS0030 // The pipeline's save without its second try.
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(Stop));
            await db.Database.CurrentTransaction!.DisposeAsync();
            db.ChangeTracker.Clear();

            await using var transaction = await db.Database.BeginTransactionAsync(Stop);
            (await db.Products.SingleAsync(Stop)).NameVi = "Khăn mới";
            await db.SaveChangesAsync(Stop);
#pragma warning restore RS0030
            Assert.Same(transaction, db.Database.CurrentTransaction);
            await transaction.CommitAsync(Stop);
            return await db.Products.Select(product => product.NameVi).SingleAsync(Stop);
        });

        Assert.Equal("Khăn mới", name);
    }

    [Fact]
    public async Task What_another_node_saves_shows_here_and_its_kept_lists_go()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth, price: 100_000);
        await _market.AsGuest().Get("/products?price=1");
        await _market.Read(db => db.Set<ProductCard>().ExecuteUpdateAsync(set => set
            .SetProperty(card => card.PriceDong, 90_000).SetProperty(card => card.ChangedAt, _market.Clock.GetUtcNow().AddSeconds(1)), Stop));
        using var kept = await _market.AsGuest().Get("/products?price=1");
        Assert.NotNull(kept.Headers.Age);

        _market.Clock.Advance(TimeSpan.FromSeconds(11));

        var page = await _market.AsGuest().Open("/products?price=0");
        Assert.Equal($"/p/{product.Slug}", page.QuerySelector("main .card a")!.GetAttribute("href"));
        using var fresh = await _market.AsGuest().Get("/products?price=1");
        Assert.Null(fresh.Headers.Age);
    }

    [Fact]
    public async Task What_was_read_before_a_save_does_not_take_its_place()
    {
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market), price: 100_000);
        await _market.AsGuest().Get("/products");
        var index = _market.Services.GetRequiredService<CatalogIndex>();
        var older = await _market.Read(db => db.Set<ProductCard>().AsNoTracking().SingleAsync(Stop));
        await _market.Change(product.Id, found => found.SetPrice(found.Variants.First(), 50_000));

        index.Put([older]);

        Assert.Equal(1, index.Find(new CatalogQuery([new FacetChoice(Facet.Price, [0])])).Total);
    }
}

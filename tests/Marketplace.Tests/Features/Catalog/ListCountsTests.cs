using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Infrastructure.Search;
using Marketplace.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Catalog;

/// <summary>Counts are kept between readers: they are never those of before, nor those of another list.</summary>
public sealed class ListCountsTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Counts_follow_what_comes_goes_and_changes_its_price()
    {
        var booth = await Some.SavedBooth(_market);
        var cheap = await Some.SavedProduct(_market, booth, "Khăn", 90_000);
        await Some.SavedProduct(_market, booth, "Túi", 350_000);

        var before = await Prices("/products");
        await _market.Change(cheap.Id, product => product.Pause());
        var without = await Prices("/products");
        await _market.Change(cheap.Id, product => product.Resume());
        await Some.SavedProduct(_market, booth, "Gùi", 350_000);
        var more = await Prices("/products");
        await _market.Change(cheap.Id, product => product.SetPrice(product.Variants.Single(), 360_000));

        Assert.Equal(("1", "1"), before);
        Assert.Equal((null, "1"), without);
        Assert.Equal(("1", "2"), more);
        Assert.Equal((null, "3"), await Prices("/products"));
    }

    [Fact]
    public async Task Each_list_and_each_choice_has_its_own()
    {
        var (one, other) = (await Some.SavedBooth(_market, "Nhà Sùng"), await Some.SavedBooth(_market, "Nhà Vàng"));
        await Some.SavedProduct(_market, one, "Khăn", 90_000);
        await Some.SavedProduct(_market, one, "Túi", 350_000);
        await Some.SavedProduct(_market, other, "Gùi", 350_000);

        string[] lists =
        [
            "/products", $"/provinces/{one.Province.Code}", $"/products?province={one.Province.Code}", $"/products?province={other.Province.Code}",
            $"/products?province={one.Province.Code}&province={other.Province.Code}", "/products?price=2", "/search?q=gui",
        ];
        List<(string?, string?)> counts = [];
        foreach (var list in lists)
        {
            counts.Add(await Prices(list));
        }

        Assert.Equal([("1", "2"), ("1", "1"), ("1", "1"), (null, "1"), ("1", "2"), ("1", "2"), (null, "1")], counts);

        // Beside a province that the reader chose the others may be chosen too; on a province's own page there is nothing to choose.
        var chosen = await Open($"/products?province={one.Province.Code}");
        Assert.Equal("1", chosen.QuerySelector($"input[name=province][value='{other.Province.Code}'] + span .count")?.TextContent);
        Assert.Empty((await Open($"/provinces/{one.Province.Code}")).QuerySelectorAll("input[name=province]"));
    }

    [Fact]
    public async Task What_changes_no_count_leaves_them_and_the_goods_stay_listed_as_they_are_now()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth, "Khăn", 350_000);
        await Prices("/products");
        var kept = Kept();

        await _market.Change(product.Id, found => found.NameVi = "Khăn lớn");

        Assert.NotNull(kept);
        Assert.Same(kept, Kept());
        Assert.Equal(["Khăn lớn"], (await Open("/products")).Texts("main .card h2"));

        IReadOnlyDictionary<int, int>[]? Kept() => _market.Services.GetRequiredService<CatalogIndex>().Counts.Of("");
    }

    [Fact]
    public async Task A_certificate_is_counted_until_its_last_day()
    {
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        var today = _market.Clock.GetUtcNow().VietnamDay();
        await _market.Given(new Certificate
        {
            Id = CertificateId.New(),
            ProducerId = product.ProducerId,
            ProductId = product.Id,
            Kind = CertificateKind.Organic,
            Number = "2/QĐ",
            Issuer = "UBND",
            ValidFrom = today.AddDays(-30),
            ValidUntil = today,
            VerifiedAt = _market.Clock.GetUtcNow(),
        });

        var last = await Count("/products", "certificate", "organic");
        _market.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("1", last);
        Assert.Null(await Count("/products", "certificate", "organic"));
    }

    [Fact]
    public void Whatever_readers_ask_for_only_so_many_lists_are_kept()
    {
        var counts = new ListCounts();
        for (var list = 0; list < ListCounts.MostLists; list++)
        {
            counts.Keep($"{list}", []);
        }

        Assert.All(Enumerable.Range(0, ListCounts.MostLists), list => Assert.NotNull(counts.Of($"{list}")));
        counts.Keep("one more", []);

        Assert.NotNull(counts.Of("one more"));
        Assert.All(Enumerable.Range(0, ListCounts.MostLists), list => Assert.Null(counts.Of($"{list}")));
    }

    private async Task<(string? Cheap, string? Dear)> Prices(string list) => (await Count(list, "price", "0"), await Count(list, "price", "2"));

    private async Task<string?> Count(string list, string facet, string value) => (await Open(list)).QuerySelector($"input[name={facet}][value='{value}'] + span .count")?.TextContent;

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> Open(string list)
    {
        using var client = _market.CreateClient();
        return await client.Open(list);
    }
}

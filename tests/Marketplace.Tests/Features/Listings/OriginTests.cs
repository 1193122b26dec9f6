using System.Net;
using Marketplace.Domain.Catalog;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

/// <summary>Where goods come from is promised to buyers, counted by programmes and set beside the fee: it changes only to where a moderator has looked.</summary>
public sealed class OriginTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Approved_goods_do_not_move_to_a_commune_nobody_has_seen()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();

        using var moved = await Move(atelier, product);
        var page = await moved.Page();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        Assert.NotEmpty(page.QuerySelector("#UnitId-error")!.TextContent);
        Assert.Equal("Giặt tay", page.QuerySelector("#CareVi")!.TextContent.Trim());
        Assert.Equal(product.OriginUnitId, (await atelier.Reload(product.Id)).OriginUnitId);
    }

    /// <summary>Honey and bamboo shoots have a season: what is taken off sale was approved all the same.</summary>
    [Theory]
    [InlineData(ProductStatus.Published)]
    [InlineData(ProductStatus.Paused)]
    public async Task They_move_to_where_other_approved_goods_of_the_shop_come_from(ProductStatus status)
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        var other = atelier.Stall.Product(atelier.Producer, "Khăn lanh");
        await atelier.Stall.Open();
        await _market.Change(other.Id, found => found.OriginUnitId = atelier.Stall.SaPa.Id);
        await _market.Read(db => db.Products.Where(found => found.Id == other.Id).ExecuteUpdateAsync(set => set.SetProperty(found => found.Status, status)));

        using var moved = await Move(atelier, product);

        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Equal(atelier.Stall.SaPa.Id, (await atelier.Reload(product.Id)).OriginUnitId);
    }

    [Fact]
    public async Task What_was_approved_by_mistake_and_taken_back_opens_no_commune()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        var other = atelier.Stall.Product(atelier.Producer, "Khăn lanh");
        await atelier.Stall.Open();
        await _market.Change(other.Id, found => found.OriginUnitId = atelier.Stall.SaPa.Id);
        await _market.Read(db => db.Products.Where(found => found.Id == other.Id).ExecuteUpdateAsync(set => set.SetProperty(found => found.Status, ProductStatus.Submitted)));

        using var moved = await Move(atelier, product);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        Assert.Equal(product.OriginUnitId, (await atelier.Reload(product.Id)).OriginUnitId);
    }

    [Fact]
    public async Task A_draft_says_any_commune_because_a_moderator_reads_it()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        using var moved = await Move(atelier, draft);

        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Equal(atelier.Stall.SaPa.Id, (await atelier.Reload(draft.Id)).OriginUnitId);
    }

    /// <summary>Without script a province is chosen first, and the commune of the one before still stands below it.</summary>
    [Fact]
    public async Task Another_province_with_the_commune_of_the_one_before_is_asked_about_and_nothing_is_saved()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        using var moved = await Move(atelier, draft, province: atelier.Stall.TuyenQuang.Id);
        var page = await moved.Page();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        Assert.Contains("không thuộc tỉnh", page.QuerySelector("#UnitId-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{atelier.Stall.TuyenQuang.Id}", page.QuerySelector("select[name=ProvinceId] option[selected]")!.GetAttribute("value"));
        Assert.Equal(draft.OriginUnitId, (await atelier.Reload(draft.Id)).OriginUnitId);
    }

    [Fact]
    public async Task A_technique_that_is_not_in_the_list_is_said_and_not_left_out()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        using var saved = await Move(atelier, draft, techniques: [("TechniqueIds", "987654")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, saved.StatusCode);
        Assert.Contains("Có kỹ thuật không còn trong danh mục", (await saved.Page()).QuerySelector("main .errors")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The fee of nought is for households of region III, not for goods said to come from there.</summary>
    [Fact]
    public async Task The_fee_goes_by_where_the_seller_is()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm", priceDong: 335_000);
        await atelier.Stall.Open();
        await _market.Given(ProgrammeMarket.Listed(atelier.Stall.SaPa, region: 3));
        await _market.Change(product.Id, found => found.OriginUnitId = atelier.Stall.SaPa.Id);
        var walk = new Walk(_market.AsGuest());

        var told = await (await _market.As(atelier.Maker)).Get($"{atelier.Root}/listings/{product.Id.Value}/receives?price=335000");
        await walk.Confirm(await walk.ToConfirmation(atelier.Stall, product));

        Assert.Contains("313.225", await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(16_750, await _market.Read(db => db.OrderLines.Select(line => line.FeeDong).SingleAsync()));
    }

    private async Task<HttpResponseMessage> Move(Atelier atelier, Product product, int? province = null, IEnumerable<(string, string)>? techniques = null) => await (await _market.As(atelier.Maker)).Post(
        $"{atelier.Root}/listings/{product.Id.Value}/details",
        [
            ("CategoryId", $"{atelier.Kind.Id}"), ("Method", "hand"), ("WeightGrams", "321"), ("CareVi", "Giặt tay"), ("ProvinceId", $"{province ?? atelier.Stall.LaoCai.Id}"),
            ("UnitId", $"{atelier.Stall.SaPa.Id}"), ("Declared", "maker-declaration"), .. techniques ?? [],
        ]);
}

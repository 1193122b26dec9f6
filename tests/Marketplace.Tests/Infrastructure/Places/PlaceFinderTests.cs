using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Places;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Places;

[Collection(OneSeededMarketplace.Name)]
public sealed class PlaceFinderTests(SeededMarketplace market)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("24", "2025-06-30", "Bắc Giang")]
    [InlineData("24", "2025-07-01", "Bắc Ninh")]
    [InlineData("15", "2025-06-30", "Yên Bái")]
    [InlineData("15", "2025-07-01", "Lào Cai")]
    [InlineData("44", "2024-01-01", "Quảng Bình")]
    [InlineData("44", "2026-01-01", "Quảng Trị")]
    [InlineData("91", "2024-01-01", "Kiên Giang")]
    [InlineData("91", "2026-01-01", "An Giang")]
    public async Task A_province_code_means_what_it_meant_on_the_day(string code, string day, string name)
    {
        var unit = await Find(places => places.ByCode(AdminLevel.Province, code, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Ct));

        Assert.Equal(name, unit?.NameVi);
    }

    [Fact]
    public async Task A_commune_code_that_was_reused_is_two_units()
    {
        var before = await Find(places => places.ByCode(AdminLevel.Commune, "23005", new DateOnly(2024, 5, 1), Ct));
        var after = await Find(places => places.ByCode(AdminLevel.Commune, "23005", new DateOnly(2026, 5, 1), Ct));

        Assert.Equal(("Thị trấn Chợ Lầu", "Bắc Bình"), (before?.NameVi, after?.NameVi));
        Assert.NotEqual(before?.Id, after?.Id);
    }

    [Theory]
    [InlineData("Bình Thuận", "Lâm Đồng")]
    [InlineData("binh thuan", "Lâm Đồng")]
    [InlineData("tỉnh Đắk Nông", "Lâm Đồng")]
    [InlineData("Hòa Bình", "Phú Thọ")]
    [InlineData("TP Huế", "Huế")]
    public async Task A_former_province_leads_to_todays(string typed, string expected)
    {
        var found = await Find(places => places.Provinces(typed, Ct));

        Assert.Equal(expected, found[0].NameVi);
    }

    [Theory]
    [InlineData("Chợ Lầu")]
    [InlineData("thi tran cho lau")]
    [InlineData("Phan Hoà")]
    [InlineData("Phan Hòa")]
    [InlineData("Xã Phan Hiệp")]
    public async Task A_former_commune_leads_to_its_successor_and_says_so(string typed)
    {
        var found = Assert.Single(await Find(async places => await places.Communes(await Province("68"), typed, Ct)));

        Assert.Equal("Bắc Bình", found.NameVi);
        Assert.True(found.IsFormerName);
        Assert.False(found.IsDivided);
        Assert.Equal("Huyện Bắc Bình", found.FormerDistrict);
    }

    [Theory]
    [InlineData("Yên Hòa")]
    [InlineData("yên hoà")]
    [InlineData("YEN HOA")]
    [InlineData("Phường Yên Hòa")]
    public async Task Tone_placement_and_accents_do_not_matter(string typed)
    {
        var found = await Find(async places => await places.Communes(await Province("01"), typed, Ct));

        Assert.Equal(("00175", false), (found[0].Code, found[0].IsFormerName));
    }

    [Fact]
    public async Task A_divided_commune_offers_every_part()
    {
        var found = await Find(async places => await places.Communes(await Province("01"), "Phường Cống Vị", Ct));

        Assert.True(found.Count > 1);
        Assert.All(found, place => Assert.True(place.IsDivided));
    }

    [Fact]
    public async Task Todays_name_comes_before_a_former_one()
    {
        var found = await Find(async places => await places.Communes(await Province("68"), "Phan Sơn", Ct));

        Assert.Equal(("23008", false), (found[0].Code, found[0].IsFormerName));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("Không Có Đâu")]
    [InlineData("<script>")]
    public async Task Nothing_is_found_by_nothing(string? typed) =>
        Assert.Empty(await Find(async places => await places.Communes(await Province("68"), typed, Ct)));

    private async Task<int> Province(string code) => await market.Read(db => db.AdminUnits.Provinces().Where(unit => unit.Code == code).Select(unit => unit.Id).SingleAsync(Ct));

    private async Task<T> Find<T>(Func<PlaceFinder, Task<T>> look)
    {
        await using var scope = market.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<PlaceFinder>());
    }
}

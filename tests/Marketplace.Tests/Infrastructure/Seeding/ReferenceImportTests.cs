using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Seeding;
using Marketplace.Infrastructure.Seeding.Reference;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Seeding;

[Collection(OneSeededMarketplace.Name)]
public sealed class ReferenceImportTests(SeededMarketplace market)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AdminLevel.Country, true, 1)]
    [InlineData(AdminLevel.Province, true, 34)]
    [InlineData(AdminLevel.Province, false, 63)]
    [InlineData(AdminLevel.Commune, true, 3321)]
    public async Task The_map_of_today_and_the_one_before_are_complete(AdminLevel level, bool isPresent, int expected) =>
        Assert.Equal(expected, await market.Read(db => db.AdminUnits.CountAsync(unit => unit.Level == level && (unit.ValidTo == null) == isPresent, Ct)));

    [Fact]
    public async Task Old_communes_end_on_30_June_2025_and_codeless_names_are_aliases_only()
    {
        var old = await market.Read(db => db.AdminUnits.Where(unit => unit.Level == AdminLevel.Commune && unit.ValidTo != null).ToListAsync(Ct));
        var aliases = await market.Read(db => db.AdminUnitSuccessions.Where(row => row.Kind == "unknown").Select(row => row.From.Code).ToListAsync(Ct));

        Assert.All(old, unit => Assert.Equal(new DateOnly(2025, 6, 30), unit.ValidTo));
        Assert.Equal(10_035, old.Count(unit => unit.Code.Length > 0));
        Assert.Equal(790, aliases.Count);
        Assert.All(aliases, code => Assert.Equal("", code));
    }

    [Fact]
    public async Task Every_commune_of_today_has_a_predecessor()
    {
        var orphans = await market.Read(db => db.AdminUnits.Current()
            .Where(unit => unit.Level == AdminLevel.Commune && !db.AdminUnitSuccessions.Any(row => row.ToId == unit.Id)).CountAsync(Ct));

        Assert.Equal(0, orphans);
    }

    [Fact]
    public async Task There_are_7_cities_and_27_provinces()
    {
        var kinds = await market.Read(db => db.AdminUnits.Provinces().GroupBy(unit => unit.Kind).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, Ct));

        Assert.Equal(7, kinds["city"]);
        Assert.Equal(27, kinds["province"]);
    }

    [Fact]
    public async Task Both_official_codings_of_the_54_peoples_are_one_to_one()
    {
        var groups = await market.Read(db => db.EthnicGroups.AsNoTracking().ToListAsync(Ct));
        var codes = Enumerable.Range(1, 54).Select(number => number.ToString("00", System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();

        Assert.Equal(54, groups.Count);
        Assert.True(codes.SetEquals(groups.Select(group => group.Code1979)));
        Assert.True(codes.SetEquals(groups.Select(group => group.Code2008)));
        Assert.Equal(14, groups.Count(group => group.IsSmall));
        Assert.All(groups, group => Assert.Equal(group.Population2019 < 10_000, group.IsSmall));
    }

    [Theory]
    [InlineData("muong", "06", "04")]
    [InlineData("hoa", "04", "06")]
    [InlineData("cham", "17", "14")]
    public async Task A_mix_of_the_two_codings_would_show(string slug, string code1979, string code2008)
    {
        var group = await market.Read(db => db.EthnicGroups.AsNoTracking().SingleAsync(group => group.Slug == slug, Ct));

        Assert.Equal((code1979, code2008), (group.Code1979, group.Code2008));
    }

    [Fact]
    public async Task Goods_figures_and_programmes_are_there()
    {
        Assert.Equal(59, await market.Read(db => db.Categories.CountAsync(Ct)));
        Assert.Equal(14, await market.Read(db => db.Categories.CountAsync(category => category.ParentId == null, Ct)));
        Assert.Equal(22, await market.Read(db => db.BlockedGoods.CountAsync(Ct)));
        Assert.Equal(14, await market.Read(db => db.DocumentTypes.CountAsync(Ct)));
        Assert.Equal(87, await market.Read(db => db.PaperRules.CountAsync(Ct)));
        Assert.Equal(43, await market.Read(db => db.Techniques.CountAsync(Ct)));
        Assert.Equal(25, await market.Read(db => db.HeritageItems.CountAsync(Ct)));
        Assert.Equal(35, await market.Read(db => db.Indicators.CountAsync(Ct)));
        Assert.Equal(11, await market.Read(db => db.Indicators.CountAsync(indicator => indicator.IsHeadline, Ct)));
        Assert.Equal(2, await market.Read(db => db.ProgrammeTemplates.CountAsync(Ct)));
    }

    /// <summary>They stand on the page of the rules: what we still have to look up is said in the file's own README.</summary>
    [Fact]
    public async Task What_may_not_be_sold_is_told_without_notes_to_ourselves()
    {
        var words = await market.Read(db => db.BlockedGoods.Select(good => good.ReasonVi + good.ReasonEn + good.LegalBasisVi + good.LegalBasisEn).ToListAsync(Ct));

        Assert.All((string[])["verify", "re-check", "to be ", "kiểm tra lại"], note => Assert.DoesNotContain(words, text => text.Contains(note, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Every_technique_has_a_name_of_its_own_in_French()
    {
        var names = await market.Read(db => db.Techniques.Select(technique => technique.NameFr).ToListAsync(Ct));

        Assert.DoesNotContain("", names);
        Assert.Distinct(names);
    }

    [Fact]
    public async Task A_second_import_finds_nothing_to_do()
    {
        await using var scope = market.Services.CreateAsyncScope();

        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<ReferenceImport>().Run(Ct));
    }

    /// <summary>Vietnamese is the language the figures are read in, so its words mean as much as the English ones.</summary>
    [Fact]
    public async Task A_definition_that_says_something_else_in_Vietnamese_is_a_further_version()
    {
        await using var market = await ProgrammeMarket.Open();
        var (header, row) = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "reference-data", "indicators.csv"), Ct)) is var lines
            ? (lines[0], lines.Single(line => line.StartsWith("B1,", StringComparison.Ordinal))) : default;

        await market.Import("indicators.csv", header + "\n" + row + "\n");
        var first = await Version();
        await market.Import("indicators.csv", header + "\n" + row.Replace("Giá trị hàng bán", "Tiền hàng bán", StringComparison.Ordinal) + "\n");

        Assert.Equal(first + 1, await Version());

        Task<int> Version() => market.Read(db => db.Indicators.Where(indicator => indicator.Code == "B1").MaxAsync(indicator => indicator.Version, Ct));
    }

    [Fact]
    public async Task A_changed_file_updates_its_rows_by_key_and_nothing_else()
    {
        var folder = Copy();
        await Correct(folder, "provinces.csv", ",Hanoi,", ",Ha Noi,");
        var before = await market.Read(db => db.AdminUnits.AsNoTracking().SingleAsync(unit => unit.Code == "01" && unit.Level == AdminLevel.Province && unit.ValidTo == null, Ct));

        await using var scope = market.Services.CreateAsyncScope();
        var imported = await ActivatorUtilities.CreateInstance<ReferenceImport>(scope.ServiceProvider, new DataFiles(folder)).Run(Ct);

        var after = await market.Read(db => db.AdminUnits.AsNoTracking().SingleAsync(unit => unit.Code == "01" && unit.Level == AdminLevel.Province && unit.ValidTo == null, Ct));
        Assert.Equal(1, imported);
        Assert.Equal((before.Id, before.ParentId, "Ha Noi"), (after.Id, after.ParentId, after.NameEn));
        Assert.Equal(34, await market.Read(db => db.AdminUnits.Provinces().CountAsync(Ct)));

        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<ReferenceImport>().Run(Ct));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_corrected_row_leaves_nothing_of_the_wrong_one_in_force()
    {
        using var own = new TestMarketplace();
        var folder = Copy();
        await Import();
        await Correct(folder, "old-provinces.csv", "02,Hà Giang,08", "02,Hà Giang,01");
        await Correct(folder, "commune-succession.csv", "00004,Phường Trúc Bạch,Quận Ba Đình,01,00004,whole", "00004,Phường Trúc Bạch,Quận Ba Đình,01,00008,whole");
        await Correct(folder, "blocked-goods.csv", "alcohol-jar,", "alcohol-pot,");
        await Correct(folder, "rules.json", "\"kind\": \"Household\",\n   \"region\": 3,", "\"kind\": \"Household\",\n   \"region\": 2,");
        await Import();

        Assert.Equal(["01"], await Heirs(AdminLevel.Province, "02"));
        Assert.Equal(["00008"], await Heirs(AdminLevel.Commune, "00004"));
        Assert.Equal(["alcohol-pot"], await own.Read(db => db.BlockedGoods.Where(good => good.Slug == "alcohol-jar" || good.Slug == "alcohol-pot").Select(good => good.Slug).ToListAsync(Ct)));
        var fees = await own.Read(db => db.FeeRules.AsNoTracking().ToListAsync(Ct));
        Assert.All(fees, fee => Assert.Equal(fee.Region == 3, fee.ValidTo < fee.ValidFrom));
        Assert.Equal(3, fees.Count);
        Assert.False(await own.Read(db => db.TaxRules.AnyAsync(rule => rule.ValidTo < rule.ValidFrom, Ct)));
        Assert.False(await own.Read(db => db.PolicyValues.AnyAsync(rule => rule.ValidTo < rule.ValidFrom, Ct)));
        Assert.False(await own.Read(db => db.ShippingRates.AnyAsync(rule => rule.ValidTo < rule.ValidFrom, Ct)));
        Directory.Delete(folder, recursive: true);

        async Task Import()
        {
            await using var scope = own.Services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<ReferenceImport>(scope.ServiceProvider, new DataFiles(folder)).Run(Ct);
        }

        Task<List<string>> Heirs(AdminLevel level, string code) => own.Read(db => db.AdminUnitSuccessions
            .Where(row => row.From.Level == level && row.From.Code == code).Select(row => row.To.Code).ToListAsync(Ct));
    }

    private static string Copy()
    {
        var folder = Directory.CreateTempSubdirectory("market-files-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "reference-data")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    private static async Task Correct(string folder, string file, string wrong, string right)
    {
        var path = Path.Combine(folder, file);
        var text = await File.ReadAllTextAsync(path, Ct);
        Assert.Contains(wrong, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(wrong, right, StringComparison.Ordinal), Ct);
    }
}

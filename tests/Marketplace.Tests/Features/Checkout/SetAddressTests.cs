using System.Net;
using Marketplace.Domain.Places;
using Marketplace.Features.Carts.AddLine;
using Marketplace.Features.Checkout.Communes;
using Marketplace.Features.Checkout.Start;
using Marketplace.Features.Checkout.Where;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Checkout;

public sealed class SetAddressTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Another_country_shows_its_fields_with_what_was_typed_and_the_enter_key_does_not_change_it()
    {
        var (stall, walk) = await Started("");
        (string Name, string Value)[] typed = [.. Walk.AtHome(stall).Where(pair => pair.Name != "CountryCode"), ("CountryCode", "FR")];

        var changed = await walk.Address([.. typed, ("ChangeCountry", "true")]);
        var page = await Walk.Page(changed);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal("Nguyễn Thị Mai", page.QuerySelector("[name=FullName]")!.GetAttribute("value"));
        Assert.Equal("12 Lê Lợi", page.QuerySelector("[name=Line1]")!.GetAttribute("value"));
        Assert.Equal("FR", page.QuerySelector("select[name=CountryCode] option[selected]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("[name=PostalCode]"));
        Assert.Null(page.QuerySelector("#main .errors, #main [aria-invalid=true]"));
        Assert.Null(page.QuerySelector("main form[method=post] button")!.GetAttribute("name"));
        Assert.Equal("VN", await _market.Read(db => db.Checkouts.Select(checkout => checkout.Address.CountryCode).FirstAsync()));
    }

    [Fact]
    public async Task Without_script_the_commune_is_chosen_in_a_second_step()
    {
        var (stall, walk) = await Started("");

        var page = await Walk.Page(await walk.Address([.. Walk.AtHome(stall).Where(pair => pair.Name != "UnitId")]));

        Assert.Contains(page.QuerySelectorAll("select[name=UnitId] option"), option => option.TextContent == stall.BenNghe.NameVi);
    }

    [Theory]
    [InlineData("Bến Nghé")]
    [InlineData("phường ben nghe, quận 1")]
    public async Task An_old_name_is_mapped_to_todays_commune(string typed)
    {
        var (stall, walk) = await Started("");
        var old = Stall.Commune(stall.HoChiMinh, "26740", "Bến Nghé", new DateOnly(2020, 1, 1), new DateOnly(2025, 6, 30));
        await Followed((old, stall.BenNghe));

        var set = await walk.Address([.. Walk.AtHome(stall).Where(pair => pair.Name != "UnitId"), ("TypedPlace", typed)]);
        var next = await Walk.Page(await walk.Browser.Get(Walk.Location(set)));

        Assert.Contains("Đã đổi theo địa giới mới", next.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(stall.BenNghe.Id, await _market.Read(db => db.Checkouts.Select(checkout => checkout.Address.UnitId).SingleAsync()));
    }

    [Fact]
    public async Task An_address_as_written_before_names_its_province_too()
    {
        var (stall, walk) = await Started("");
        var haGiang = Some.Former(AdminLevel.Province, "02", "Hà Giang", null, "");
        await Followed((haGiang, stall.TuyenQuang));
        await Followed((Some.Former(AdminLevel.Commune, "00902", "Xã Đông Hà", haGiang, "Huyện Quản Bạ"), stall.LungTam));

        var set = await walk.Address([.. Walk.AtHome(stall).Where(pair => pair.Name is not ("UnitId" or "ProvinceId")), ("TypedPlace", "dong ha, quan ba, ha giang")]);
        var next = await Walk.Page(await walk.Browser.Get(Walk.Location(set)));

        Assert.Contains("Đã đổi theo địa giới mới: Xã Đông Hà, Hà Giang nay thuộc Lùng Tám, Tuyên Quang.", next.Body!.TextContent, StringComparison.Ordinal);
        var kept = await _market.Read(db => db.Checkouts.Select(checkout => checkout.Address).SingleAsync());
        Assert.Equal((stall.TuyenQuang.Id, stall.LungTam.Id), (kept.ProvinceId, kept.UnitId));
    }

    [Fact]
    public async Task A_district_tells_communes_of_one_old_name_apart_and_alone_lists_what_it_was_made_of()
    {
        var (stall, walk) = await Started("");
        var cho = Stall.Commune(stall.TuyenQuang, "00999", "Quản Bạ");
        await Followed((Some.Former(AdminLevel.Commune, "00911", "Xã Tân Lập", stall.TuyenQuang, "Huyện Quản Bạ"), stall.LungTam));
        await Followed((Some.Former(AdminLevel.Commune, "00912", "Xã Tân Lập", stall.TuyenQuang, "Huyện Bắc Quang"), cho));
        (string Name, string Value)[] fields =
            [.. Walk.AtHome(stall).Where(pair => pair.Name is not ("UnitId" or "ProvinceId")), ("ProvinceId", stall.TuyenQuang.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))];

        var either = await Walk.Page(await walk.Address([.. fields, ("TypedPlace", "Tân Lập")]));
        var district = await Walk.Page(await walk.Address([.. fields, ("TypedPlace", "huyện Bắc Quang")]));
        var one = await walk.Address([.. fields, ("TypedPlace", "xã Tân Lập, huyện Bắc Quang")]);

        Assert.Contains("Lùng Tám, Quản Bạ", either.QuerySelector("#TypedPlace-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("nay thuộc nhiều xã, phường: Quản Bạ.", district.QuerySelector("#TypedPlace-error")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/payment", Walk.Location(one), StringComparison.Ordinal);
        Assert.Equal(cho.Id, await _market.Read(db => db.Checkouts.Select(checkout => checkout.Address.UnitId).SingleAsync()));
    }

    [Fact]
    public async Task A_commune_of_today_and_a_former_one_of_its_name_in_the_district_written_are_both_offered()
    {
        var (stall, walk) = await Started("");
        var (today, successor) = (Stall.Commune(stall.TuyenQuang, "00997", "Yên Phú"), Stall.Commune(stall.TuyenQuang, "00998", "Bắc Mê"));
        await Followed((Some.Former(AdminLevel.Commune, "00913", "Xã Hùng An", stall.TuyenQuang, "Huyện Bắc Quang"), today));
        await Followed((Some.Former(AdminLevel.Commune, "00914", "Thị trấn Yên Phú", stall.TuyenQuang, "Huyện Bắc Mê"), successor));
        (string Name, string Value)[] fields =
            [.. Walk.AtHome(stall).Where(pair => pair.Name is not ("UnitId" or "ProvinceId")), ("ProvinceId", stall.TuyenQuang.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))];

        var both = await Walk.Page(await walk.Address([.. fields, ("TypedPlace", "Yên Phú, Bắc Mê, Hà Giang")]));
        var one = await walk.Address([.. fields, ("TypedPlace", "Yên Phú")]);

        Assert.Contains("Yên Phú, Bắc Mê.", both.QuerySelector("#TypedPlace-error")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/payment", Walk.Location(one), StringComparison.Ordinal);
        Assert.Equal(today.Id, await _market.Read(db => db.Checkouts.Select(checkout => checkout.Address.UnitId).SingleAsync()));
    }

    [Fact]
    public async Task Typed_anew_a_place_counts_more_than_the_one_the_list_still_holds()
    {
        var (stall, walk) = await Started("");
        var other = Stall.Commune(stall.HoChiMinh, "00996", "Chợ Quán");
        await Followed((Some.Former(AdminLevel.Commune, "00915", "Phường 1", stall.HoChiMinh, "Quận 5"), other));
        await walk.Address(Walk.AtHome(stall));

        await walk.Address([.. Walk.AtHome(stall), ("TypedPlace", "Chợ Quán")]);

        Assert.Equal(other.Id, await _market.Read(db => db.Checkouts.Select(checkout => checkout.Address.UnitId).SingleAsync()));
    }

    [Fact]
    public async Task Where_there_is_a_choice_but_no_list_yet_the_province_is_asked_for()
    {
        var (stall, walk) = await Started("");
        var haGiang = Some.Former(AdminLevel.Province, "02", "Hà Giang", null, "");
        await Followed((haGiang, stall.TuyenQuang));

        var page = await Walk.Page(await walk.Address([.. Walk.AtHome(stall).Where(pair => pair.Name is not ("UnitId" or "ProvinceId")), ("TypedPlace", "Không Có Đâu, Hà Giang")]));

        Assert.Equal(["#ProvinceId", "#TypedPlace"], page.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task The_lists_name_what_was_there_before()
    {
        var (stall, walk) = await Started("");
        var haGiang = Some.Former(AdminLevel.Province, "02", "Hà Giang", null, "");
        await Followed((haGiang, stall.TuyenQuang));
        await Followed((Some.Former(AdminLevel.Commune, "00902", "Xã Đông Hà", haGiang, ""), stall.LungTam));
        _market.Services.GetRequiredService<Marketplace.Infrastructure.Quoting.ShippingBook>().Forget();

        var page = await Walk.Page(await walk.Browser.Get(walk.Checkout + "/address"));
        var communes = await walk.Browser.Get($"/checkout/communes?province={stall.TuyenQuang.Id}");
        var nowhere = await walk.Browser.Get("/checkout/communes?province=khong");

        Assert.Contains(page.QuerySelectorAll("#ProvinceId option"), option => option.TextContent == "Tuyên Quang (gồm cả Hà Giang)");
        Assert.Equal(
            $$"""[{"id":{{stall.LungTam.Id}},"name":"Lùng Tám","was":["Đông Hà"]}]""",
            System.Text.RegularExpressions.Regex.Unescape(await communes.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("[]", await nowhere.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(TimeSpan.FromDays(1), communes.Headers.CacheControl!.MaxAge);
    }

    [Fact]
    public async Task The_communes_a_script_fetches_stand_in_the_order_of_the_Vietnamese_alphabet()
    {
        var province = Some.Province();
        await _market.Given([.. Some.Communes(province)]);

        var communes = await _market.Send(new ListCommunes(province.Id));

        Assert.Equal(Some.NamesInOrder, communes.Select(commune => commune.Name));
    }

    [Fact]
    public async Task What_is_to_be_put_right_is_listed_from_the_top_of_the_form_to_its_end()
    {
        var (_, walk) = await Started("");

        var page = await Walk.Page(await walk.Address(("CountryCode", "VN"), ("Email", "mai@")));

        Assert.Equal(
            ["#FullName", "#Phone", "#ProvinceId", "#Line1", "#Email"], page.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task An_unknown_name_is_asked_again_with_what_was_typed()
    {
        var (stall, walk) = await Started("");

        var refused = await walk.Address([.. Walk.AtHome(stall).Where(pair => pair.Name != "UnitId"), ("TypedPlace", "Không Có Đâu")]);

        Assert.Equal("Không Có Đâu", (await Walk.Page(refused)).QuerySelector("[name=TypedPlace]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("FR", "7500", "", "checkout.address.postal-code-wrong", "PostalCode")]
    [InlineData("US", "97205", "ZZZ", "checkout.address.region-unknown", "Region")]
    [InlineData("US", "97205", "OR", null, null)]
    public async Task Codes_and_states_that_the_country_cannot_have_are_asked_again(string country, string code, string region, string? refusal, string? field)
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await stall.Open();
        var cart = Stall.Done(await _market.Send(new AddLine(null, null, scarf.Variants.First().Id, 1))).Id;
        var checkout = Stall.Done(await _market.Send(new StartCheckout(cart, null)));

        var set = await _market.Send(new SetAddress(checkout, cart, Stall.Paris() with { CountryCode = country, PostalCode = code, Region = region }));

        Assert.Equal(refusal is null ? [] : [(refusal, field)], set.Refusals.Select(one => (one.Code, (string?)one.Field)));
    }

    [Fact]
    public async Task Moving_abroad_changes_the_currency_and_forgets_the_shown_total()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await stall.Open();
        var cart = Stall.Done(await _market.Send(new AddLine(null, null, scarf.Variants.First().Id, 1))).Id;
        var checkout = Stall.Done(await _market.Send(new StartCheckout(cart, null)));

        Stall.Done(await _market.Send(new SetAddress(checkout, cart, Stall.Paris())));

        var kept = await _market.Read(db => db.Checkouts.SingleAsync());
        Assert.Equal("EUR", kept.Currency.Code);
        Assert.Equal("+33612345678", kept.Address.Phone);
        Assert.Null(kept.ShownTotalMinor);
    }

    [Fact]
    public async Task A_commune_chosen_and_another_one_typed_is_asked_again_with_both()
    {
        var (stall, walk) = await Started("");
        var other = Stall.Commune(stall.HoChiMinh, "00996", "Chợ Quán");
        await Followed((Some.Former(AdminLevel.Commune, "00915", "Phường 1", stall.HoChiMinh, "Quận 5"), other));
        await walk.Address([.. Walk.AtHome(stall).Where(pair => pair.Name != "UnitId"), ("TypedPlace", "Không Có Đâu")]);

        var refused = await walk.Address([.. Walk.AtHome(stall), ("TypedPlace", "Chợ Quán")]);
        var page = await Walk.Page(refused);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var error = page.QuerySelector("#TypedPlace-error")!.TextContent;
        Assert.Contains("Chợ Quán", error, StringComparison.Ordinal);
        Assert.Contains(stall.BenNghe.NameVi, error, StringComparison.Ordinal);
        Assert.Equal("Chợ Quán", page.QuerySelector("[name=TypedPlace]")!.GetAttribute("value"));
        Assert.Equal(stall.BenNghe.NameVi, page.QuerySelector("select[name=UnitId] option[selected]")!.TextContent);
        Assert.Null(await _market.Read(db => db.Checkouts.Select(checkout => checkout.Address.UnitId).SingleAsync()));
        Assert.EndsWith("/payment", Walk.Location(await walk.Address([.. Walk.AtHome(stall), ("TypedPlace", "")])), StringComparison.Ordinal);
    }

    /// <summary>Records that the first unit's land is the second's today.</summary>
    private Task<int> Followed((AdminUnit From, AdminUnit To) pair) => _market.Read(async db =>
    {
        foreach (var unit in new[] { pair.To.Parent, pair.To, pair.From.Parent }.OfType<AdminUnit>().Where(unit => unit.Id != 0).DistinctBy(unit => unit.Id))
        {
            db.Attach(unit);
        }

        db.Add(new AdminUnitSuccession { From = pair.From, To = pair.To, Kind = "whole" });
#pragma warning disable RS0030 // A test's own set-up.
        return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
#pragma warning restore RS0030
    });

    private async Task<(Stall Stall, Walk Walk)> Started(string language)
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        await walk.Start(language);
        return (stall, walk);
    }
}

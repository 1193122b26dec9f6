using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Features.Carts.AddLine;
using Marketplace.Features.Carts.Clean;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Carts;

public sealed class CartTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_cart_exists_from_its_first_line_on()
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());

        await walk.Browser.Get("/cart");
        Assert.Equal(0, await _market.Read(db => db.Carts.CountAsync()));
        await walk.Add(scarf, 2);

        Assert.Equal(1, await _market.Read(db => db.Carts.CountAsync()));
        var page = await Walk.Page(await walk.Browser.Get("/cart"));
        Assert.Contains("Khăn lanh", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("form[action='/checkout']").Length);
    }

    [Fact]
    public async Task Adding_again_adds_to_what_is_there()
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());

        await walk.Add(scarf, 2);
        await walk.Add(scarf, 3);

        Assert.Equal(5, await _market.Read(db => db.Carts.SelectMany(cart => cart.Lines).Select(line => line.Quantity).SingleAsync()));
    }

    [Fact]
    public async Task The_cart_groups_by_parcel_with_fee_and_days()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        var bag = stall.Product(stall.Producer("Thổ cẩm Sa Pa", stall.SaPa), "Túi");
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        await walk.Add(bag);

        var page = await Walk.Page(await walk.Browser.Get($"/cart?to={stall.LaoCai.Id}"));

        var parcels = page.QuerySelectorAll("section.panel").Select(section => section.TextContent).ToList();
        Assert.Equal(2, parcels.Count);
        Assert.Contains(parcels, text => text.Contains("Gửi từ Lùng Tám", StringComparison.Ordinal) && text.Contains("28.000", StringComparison.Ordinal));
        Assert.Contains(parcels, text => text.Contains("Gửi từ Sa Pa", StringComparison.Ordinal) && text.Contains("22.000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Hoa Kỳ|Pháp")]
    [InlineData("/en", "France|United States")]
    public async Task Countries_stand_in_the_order_of_the_readers_language(string language, string countries)
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);

        var page = await Walk.Page(await walk.Browser.Get(language + "/cart"));

        Assert.Equal(countries, string.Join('|', page.QuerySelectorAll("#to optgroup")[1].QuerySelectorAll("option").Select(option => option.TextContent)));
    }

    [Fact]
    public async Task A_line_is_changed_and_taken_out_without_script()
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        var line = $"/cart/lines/{scarf.Variants.First().Id.Value}";

        Assert.Equal("/cart", Walk.Location(await walk.Browser.Post(line, ("quantity", "4"))));
        Assert.Equal(4, await _market.Read(db => db.Carts.SelectMany(cart => cart.Lines).Select(row => row.Quantity).SingleAsync()));
        Assert.Equal("/cart", Walk.Location(await walk.Browser.Post(line + "/removal")));
        Assert.Equal(0, await _market.Read(db => db.Carts.SelectMany(cart => cart.Lines).CountAsync()));
    }

    [Fact]
    public async Task A_refused_cart_leads_to_itself_in_other_languages_and_lights()
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());

        foreach (var refused in new[]
        {
            await walk.Browser.Post("/en/cart/lines", ("variant", "nonsense")),
            await walk.Browser.Post($"/en/cart/lines/{scarf.Variants.First().Id.Value}", ("quantity", "many")),
        })
        {
            var page = await Walk.Page(refused);
            var light = page.QuerySelector("form[data-theme-form]")!;
            var lit = await walk.Browser.Post(light.GetAttribute("action")!, ("theme", "dark"), ("back", light.QuerySelector("[name=back]")!.GetAttribute("value")!));

            Assert.Equal(["/cart", "/fr/cart"], page.QuerySelectorAll("nav.prefs a").Select(link => link.GetAttribute("href")!));
            Assert.Equal("/en/cart", Walk.Location(lit));
        }

        Assert.Equal("/en", Walk.Location(await walk.Browser.Post("/en/theme", ("theme", "dark"), ("back", "https://elsewhere.example"))).TrimEnd('/'));
    }

    [Fact]
    public async Task Sold_out_and_domestic_only_lines_are_explained()
    {
        var stall = await Stall.In(_market);
        var maker = stall.Producer("Lanh Lùng Tám");
        var scarf = stall.Product(maker, "Khăn lanh", stock: 1);
        var meat = stall.Product(maker, "Thịt gác bếp", category: stall.DriedMeat);
        var honey = stall.Product(maker, "Mật ong", category: stall.Honey);
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        await walk.Add(meat);
        await walk.Add(honey);
        await _market.Read(db => db.StockLevels.Where(stock => stock.VariantId == scarf.Variants.First().Id).ExecuteUpdateAsync(stock => stock.SetProperty(level => level.Available, 0)));

        var text = (await Walk.Page(await walk.Browser.Get("/en/cart?to=FR"))).Body!.TextContent;

        Assert.Contains("This has just sold out.", text, StringComparison.Ordinal);
        Assert.Contains("This can only be sent within Việt Nam.", text, StringComparison.Ordinal);
        Assert.Contains("The country you chose does not let this in.", text, StringComparison.Ordinal);
    }

    /// <summary>Who reads in another language may be abroad: a total is said to be within the country, and where it goes is asked for above it.</summary>
    [Theory]
    [InlineData("", "Tổng cộng", false)]
    [InlineData("/en", "Total within Việt Nam", true)]
    [InlineData("/fr", "Total au Việt Nam", true)]
    public async Task A_total_for_home_is_not_taken_for_one_abroad(string language, string total, bool asksFirst)
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);

        var home = await walk.Browser.Open(language + "/cart");
        var abroad = await walk.Browser.Open(language + "/cart?to=FR");

        var order = home.QuerySelectorAll("main #to, main .price").ToList();
        Assert.Equal(asksFirst, order[0].Id == "to");
        Assert.StartsWith(total, home.QuerySelectorAll("main .price").First(price => price.TextContent.Trim().StartsWith('T')).TextContent.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("Total within", abroad.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((0, 1), (Duty(home), Duty(abroad)));

        static int Duty(AngleSharp.Dom.IDocument page) => page.Texts("main p.muted").Count(text => text.Contains("thuế nhập khẩu", StringComparison.OrdinalIgnoreCase)
            || text.Contains("duty", StringComparison.OrdinalIgnoreCase) || text.Contains("douane", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_forged_cookie_is_no_cart()
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        var cart = await _market.Read(db => db.Carts.Select(cart => cart.Id).SingleAsync());
        var thief = _market.AsGuest();
        thief.DefaultRequestHeaders.Add("Cookie", $"cart={cart.Value:N}");

        var page = await Walk.Page(await thief.Get("/cart"));

        Assert.DoesNotContain("Khăn lanh", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_adds_the_guests_cart_to_the_earlier_one()
    {
        var (_, scarf) = await Open();
        var user = await _market.GivenUser(Some.User());
        var id = new UserId(user.Id);
        Stall.Done(await _market.Send(new AddLine(null, id, scarf.Variants.First().Id, 2)));
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf, 3);

        await SignIn(walk, user);

        var cart = await _market.Read(db => db.Carts.Include(cart => cart.Lines).SingleAsync());
        Assert.Equal((id, 5), (cart.UserId!.Value, cart.Lines.Single().Quantity));
    }

    [Fact]
    public async Task Whoever_left_a_cart_in_a_browser_reads_nothing_of_who_signs_in_there()
    {
        var (stall, scarf) = await Open();
        var user = await _market.GivenUser(Some.User());
        var walk = new Walk(_market.AsGuest());
        using var added = await walk.Add(scarf);
        await walk.Start();
        var thief = _market.AsGuest();
        thief.DefaultRequestHeaders.Add("Cookie", string.Join("; ", added.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        var before = await thief.Get(walk.Checkout + "/address");

        await SignIn(walk, user);
        var typed = await walk.Address(Walk.AtHome(stall));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.EndsWith("/payment", Walk.Location(typed), StringComparison.Ordinal);

        // So that what is typed there is in the account's own data, and gone with the account.
        Assert.Equal(new UserId(user.Id), await _market.Read(db => db.Checkouts.Select(checkout => checkout.UserId).SingleAsync()));
        Assert.Equal("/cart", Walk.Location(await thief.Get(walk.Checkout + "/address")));
        Assert.DoesNotContain("Khăn lanh", (await Walk.Page(await thief.Get("/cart"))).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_device_that_signs_in_leaves_the_cart_on_the_first()
    {
        var stall = await Stall.In(_market);
        var maker = stall.Producer("Lanh Lùng Tám");
        var (scarf, bag) = (stall.Product(maker, "Khăn lanh"), stall.Product(maker, "Túi lanh"));
        await stall.Open();
        var user = await _market.GivenUser(Some.User());
        var (phone, desk) = (new Walk(_market.AsGuest()), new Walk(_market.AsGuest()));
        await phone.Add(scarf, 2);
        await SignIn(phone, user);
        await desk.Add(bag, 3);
        await SignIn(desk, user);

        var shown = (await Walk.Page(await phone.Browser.Get("/cart"))).Body!.TextContent;
        await phone.Add(scarf);

        Assert.Contains("Khăn lanh", shown, StringComparison.Ordinal);
        Assert.Contains("Túi lanh", shown, StringComparison.Ordinal);
        var cart = await _market.Read(db => db.Carts.Include(cart => cart.Lines).SingleAsync());
        Assert.Equal([3, 3], cart.Lines.Select(line => line.Quantity));
        await phone.Start();
    }

    [Theory]
    [InlineData("add")]
    [InlineData("change")]
    [InlineData("checkout")]
    public async Task Whatever_is_done_first_on_the_other_device_concerns_the_accounts_cart(string deed)
    {
        var (_, scarf) = await Open();
        var user = await _market.GivenUser(Some.User());
        Stall.Done(await _market.Send(new AddLine(null, new UserId(user.Id), scarf.Variants.First().Id, 2)));
        var walk = new Walk(await _market.As(user));

        switch (deed)
        {
            case "add":
                await walk.Add(scarf);
                break;
            case "change":
                await walk.Browser.Post($"/cart/lines/{scarf.Variants.First().Id.Value}", ("quantity", "3"));
                break;
            default:
                await walk.Start();
                await walk.Add(scarf);
                break;
        }

        Assert.Equal([3], await _market.Read(db => db.Carts.SelectMany(cart => cart.Lines).Select(line => line.Quantity).ToListAsync()));
    }

    [Fact]
    public async Task Signing_in_gathers_all_carts_of_an_account()
    {
        var (_, scarf) = await Open();
        var user = await _market.GivenUser(Some.User());
        foreach (var quantity in new[] { 1, 2 })
        {
            Stall.Done(await _market.Send(new AddLine(null, new UserId(user.Id), scarf.Variants.First().Id, quantity)));
        }

        await SignIn(new Walk(_market.AsGuest()), user);

        Assert.Equal([3], await _market.Read(db => db.Carts.SelectMany(cart => cart.Lines).Select(line => line.Quantity).ToListAsync()));
    }

    [Fact]
    public async Task Carts_nobody_touched_for_ninety_days_are_cleaned()
    {
        var (_, scarf) = await Open();
        Stall.Done(await _market.Send(new AddLine(null, null, scarf.Variants.First().Id, 1)));
        _market.Clock.Advance(TimeSpan.FromDays(60));
        var young = Stall.Done(await _market.Send(new AddLine(null, null, scarf.Variants.First().Id, 1))).Id;
        _market.Clock.Advance(TimeSpan.FromDays(31));

        await _market.Send(new CleanCarts());

        Assert.Equal([young], await _market.Read(db => db.Carts.Select(cart => cart.Id).ToListAsync()));
    }

    [Theory]
    [InlineData("98")]
    [InlineData("ba")]
    public async Task Too_much_added_to_what_lies_there_is_said_and_kept_at_its_line(string typed)
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf, 2);

        var refused = await walk.Browser.Post("/cart/lines", ("variant", scarf.Variants.First().Id.Value.ToString()), ("quantity", typed));
        var page = await Walk.Page(refused);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var field = page.QuerySelector(page.QuerySelector(".errors a")!.GetAttribute("href")!)!;
        Assert.Equal((typed, "true"), (field.GetAttribute("value"), field.GetAttribute("aria-invalid")));
        Assert.Equal(2, await _market.Read(db => db.Carts.SelectMany(cart => cart.Lines).Select(line => line.Quantity).SingleAsync()));
    }

    [Theory]
    [InlineData("", "Chọn một loại")]
    [InlineData("/en", "Choose an option")]
    [InlineData("/fr", "Choisissez une option")]
    public async Task Goods_with_options_sent_without_one_ask_for_it_at_the_field_and_keep_the_quantity(string language, string words)
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        var large = scarf.AddVariant("Lớn", "Large", 500_000);
        await stall.Open();
        await _market.Given(new StockLevel { VariantId = large.Id, Available = 4 });
        var browser = _market.AsGuest();
        var form = (await browser.Open($"{language}/p/{scarf.Slug}")).QuerySelector("main form[action$='/cart/lines']")!;

        var asked = await browser.Post(
            form.GetAttribute("action")!,
            [.. form.QuerySelectorAll("input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")!)), ("quantity", "3")]);
        var page = await Walk.Page(asked);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Contains(words, page.QuerySelector(".errors a[href='#Variant']")!.TextContent, StringComparison.Ordinal);
        var option = page.QuerySelector("#Variant")!;
        Assert.Contains(words, page.GetElementById(option.GetAttribute("aria-describedby")!)!.TextContent, StringComparison.Ordinal);
        Assert.Equal("3", page.QuerySelector("[name=Quantity]")!.GetAttribute("value"));
        Assert.Equal(0, await _market.Read(db => db.Carts.CountAsync()));
        var added = await browser.Post(form.GetAttribute("action")!, ("product", scarf.Slug), ("variant", large.Id.Value.ToString()), ("Quantity", "3"));
        Assert.Equal(language + "/cart", Walk.Location(added));
        Assert.Equal(3, await _market.Read(db => db.Carts.SelectMany(cart => cart.Lines).Where(line => line.VariantId == large.Id).Select(line => line.Quantity).SingleAsync()));
    }

    [Fact]
    public async Task A_cart_of_which_nothing_can_be_bought_lists_no_sums()
    {
        var (_, scarf) = await Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        Assert.Single((await walk.Browser.Open("/cart")).QuerySelectorAll("dl.money"));
        await _market.Read(db => db.StockLevels.ExecuteUpdateAsync(stock => stock.SetProperty(level => level.Available, 0)));

        var page = await walk.Browser.Open("/cart");

        Assert.Empty(page.QuerySelectorAll("dl.money"));
        Assert.DoesNotMatch("(?<![\\d.])0\\s₫", page.QuerySelector("main")!.TextContent);
    }

    private static async Task SignIn(Walk walk, Marketplace.Infrastructure.Accounts.User user)
    {
        var form = await Walk.Page(await walk.Browser.Get("/account/sign-in"));
        var signedIn = await walk.Browser.Post(
            "/account/sign-in",
            [.. form.QuerySelectorAll("main form input[type=hidden]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? "")),
            (Name(form, "ogin"), user.UserName!), (Name(form, "assword"), Some.Password)]);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
    }

    private static string Name(AngleSharp.Dom.IDocument form, string part) =>
        form.QuerySelectorAll("main form input").Select(input => input.GetAttribute("name") ?? "").First(name => name.Contains(part, StringComparison.Ordinal));

    private async Task<(Stall Stall, Marketplace.Domain.Catalog.Product Scarf)> Open()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await stall.Open();
        return (stall, scarf);
    }
}

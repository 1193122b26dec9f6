using Marketplace.Domain.Catalog;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Caching;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Caching;

public sealed class PublicPagesTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_second_guest_gets_the_kept_page_and_a_change_takes_it_away()
    {
        var booth = await Some.SavedBooth(_market);
        var product = await Some.SavedProduct(_market, booth);
        string[] pages = ["/", "/products", $"/p/{product.Slug}", $"/makers/{booth.Producer.Slug}", "/en/products"];
        foreach (var page in pages)
        {
            Assert.False(await IsKept(page));
            Assert.True(await IsKept(page));
        }

        await _market.Change(product.Id, found => found.NameVi = "Khăn mới");

        foreach (var page in pages)
        {
            Assert.False(await IsKept(page), page);
        }

        Assert.Contains("Khăn mới", (await _market.AsGuest().Open("/products")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_interface_is_kept_too()
    {
        Assert.False(await IsKept("/api/reference"));
        Assert.True(await IsKept("/api/reference"));
    }

    [Fact]
    public async Task Public_figures_are_kept_until_more_are_published_or_they_are_defined_anew()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, new DateOnly(2026, 7, 10));
        string[] pages = ["/indicators", "/en/indicators?what=B1", "/indicators/figures.csv", "/indicators/A1"];
        await ArePagesKept(false);
        await market.Services.GetRequiredService<PageCache>().Evict([PageCache.Lists], TestContext.Current.CancellationToken);
        await ArePagesKept(true);

        Assert.NotEqual(0, await market.Publish());
        await ArePagesKept(false);
        Assert.Equal(0, await market.Publish());
        await ArePagesKept(true);
        await market.Change(db => db.Indicators.SingleAsync(indicator => indicator.Code == "A1"), indicator => indicator.NameVi = "Doanh số");
        await ArePagesKept(false);

        Assert.Contains("Doanh số", (await market.AsGuest().Open("/indicators/A1")).Body!.TextContent, StringComparison.Ordinal);

        async Task ArePagesKept(bool are)
        {
            foreach (var page in pages)
            {
                Assert.True(are == await IsKept(page, market.AsGuest()), page);
            }
        }
    }

    [Fact]
    public async Task What_a_page_of_figures_or_rules_is_asked_for_is_kept_apart_and_nothing_else()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, new DateOnly(2026, 7, 10));
        await market.Publish();
        foreach (var page in new[] { "/indicators", "/indicators?what=B1", "/indicators?where=08", "/indicators?when=2026-07", "/indicators/A1", "/indicators/A1?version=1", "/rules", "/rules?day=2026-08-01" })
        {
            Assert.False(await IsKept(page, market.AsGuest()), page);
            Assert.True(await IsKept(page + (page.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "utm_source=x", market.AsGuest()), page);
        }

        var kept = await market.AsGuest().Open("/indicators?when=2026-07&utm_source=x");
        Assert.NotNull(kept.QuerySelector("a[hreflang=en][href='/en/indicators?when=2026-07']"));
    }

    [Fact]
    public async Task The_rules_are_kept_until_one_changes()
    {
        Assert.False(await IsKept("/rules"));
        Assert.True(await IsKept("/rules"));

        await _market.Given(new FeeRule { BasisPoints = 500, ValidFrom = new DateOnly(2026, 1, 1), Source = "QĐ 12" });

        Assert.False(await IsKept("/rules"));
        Assert.Contains("QĐ 12", (await _market.AsGuest().Open("/rules")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_else_an_address_carries_does_not_get_into_the_kept_page()
    {
        using var first = await _market.AsGuest().Get("/products?fbclid=PERSONAL&sort=price");
        using var second = await _market.AsGuest().Get("/products?sort=price");

        var page = await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(second.Headers.Age);
        Assert.DoesNotContain("PERSONAL", page, StringComparison.Ordinal);
        Assert.Contains("/en/products?sort=price", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_the_first_visitor_spelt_an_address_is_not_shown_to_the_next()
    {
        await _market.AsGuest().Get("/PRODUCTS?SORT=price");
        await _market.AsGuest().Get("/products?SORT=price");

        var page = await (await _market.AsGuest().Get("/products?sort=price")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("/PRODUCTS", page, StringComparison.Ordinal);
        Assert.DoesNotContain("SORT", page, StringComparison.Ordinal);
        Assert.Contains("/en/products?sort=price", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*", "")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("brotli-like", "")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("", "")]
    public async Task A_kept_page_comes_in_the_encoding_that_was_asked_for(string accepted, string encoding)
    {
        for (var visit = 0; visit < 2; visit++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/products");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using var response = await _market.AsGuest().SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(encoding, string.Join(",", response.Content.Headers.ContentEncoding));
        }
    }

    [Fact]
    public async Task Another_products_page_stays_when_one_changes()
    {
        var one = await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        var other = await Some.SavedProduct(_market, await Some.SavedBooth(_market, "Nhà Vàng"), "Túi");
        await IsKept($"/p/{one.Slug}");
        await IsKept($"/p/{other.Slug}");

        await _market.Change(one.Id, found => found.CareVi = "Giặt tay");

        Assert.False(await IsKept($"/p/{one.Slug}"));
        Assert.True(await IsKept($"/p/{other.Slug}"));
    }

    [Fact]
    public async Task An_order_takes_away_the_page_that_said_how_many_are_left()
    {
        var stall = await Stall.In(_market);
        var product = stall.Product(stall.Producer("Nhà Sùng"), "Khăn", stock: 1);
        await stall.Open();
        await IsKept($"/p/{product.Slug}");
        Assert.True(await IsKept($"/p/{product.Slug}"));

        await stall.Order(global::Marketplace.Domain.Payments.PaymentMethod.CashOnDelivery, null, (product, 1));

        var page = await _market.AsGuest().Open($"/p/{product.Slug}");
        Assert.Contains("Đã hết hàng", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_signed_in_gets_a_fresh_page_and_leaves_none_behind()
    {
        await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        var user = await _market.GivenUser(Some.User());
        var client = await _market.As(user);

        Assert.False(await IsKept("/products", client));
        Assert.False(await IsKept("/products", client));
        Assert.False(await IsKept("/products"));
        Assert.False(await IsKept("/products", client));
        var guest = await _market.AsGuest().Open("/products");
        Assert.DoesNotContain(user.DisplayName, guest.Source.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("theme", "dark")]
    [InlineData("fonts", "1")]
    [InlineData("cart-count", "2")]
    public async Task What_the_frame_shows_is_kept_apart(string cookie, string value)
    {
        await IsKept("/products");
        Assert.True(await IsKept("/products"));

        var cookies = new System.Net.CookieContainer();
        cookies.Add(_market.ClientOptions.BaseAddress, new System.Net.Cookie(cookie, value));

        Assert.False(await IsKept("/products", _market.AsGuest(cookies)));
    }

    [Fact]
    public async Task Keys_nobody_asked_for_share_one_page_and_known_keys_do_not()
    {
        await IsKept("/products");

        Assert.True(await IsKept("/products?utm_source=x"));
        Assert.False(await IsKept("/products?sort=price"));
        Assert.False(await IsKept("/products?price=0"));
    }

    [Fact]
    public async Task Problems_are_not_kept()
    {
        using var first = await _market.AsGuest().Get("/p/soon");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, first.StatusCode);
        var booth = await Some.SavedBooth(_market);
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = booth.Producer.Id,
            CategoryId = booth.Category.Id,
            Slug = "soon",
            NameVi = "Sắp có",
            OriginUnitId = booth.Commune.Id,
            Unit = "piece",
            WeightGrams = 100,
            CreatedAt = Some.Moment,
        };
        product.AddVariant("", "", 10_000);
        product.Submit(Some.Moment);
        product.Approve(Some.Moment);
        product.TakeEvents();
        await _market.Given(product);

        await _market.AsGuest().Open("/p/soon");
    }

    [Fact]
    public async Task A_browser_that_has_the_page_is_told_so_in_a_few_bytes()
    {
        await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        var client = _market.AsGuest();
        using var first = await client.Get("/products");
        Assert.NotNull(first.Headers.ETag);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/products");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using var second = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
        Assert.True(first.Headers.CacheControl!.Private);
    }

    [Fact]
    public async Task A_page_that_was_being_written_while_something_changed_is_neither_kept_nor_handed_on()
    {
        using var market = new SlowMarketplace();
        var product = await Some.SavedProduct(market, await Some.SavedBooth(market));
        var page = $"/p/{product.Slug}";
        var slow = market.AsGuest().Get(page);
        await market.HasRead;

        await market.Change(product.Id, found => found.NameVi = "Khăn mới");
        var waiting = market.AsGuest().Get(page);
        market.Go();

        using var old = await slow;
        Assert.DoesNotContain("Khăn mới", await old.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var waited = await waiting;
        Assert.Contains("Khăn mới", await waited.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var later = await market.AsGuest().Get(page);
        Assert.Contains("Khăn mới", await later.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotNull(later.Headers.Age);
    }

    private async Task<bool> IsKept(string address, HttpClient? client = null)
    {
        using var response = await (client ?? _market.AsGuest()).Get(address);
        response.EnsureSuccessStatusCode();
        return response.Headers.Age is not null;
    }
}

/// <summary>The first page stands still between what it read and what it writes.</summary>
internal sealed class SlowMarketplace : TestMarketplace
{
    private readonly TaskCompletionSource _hasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayWrite = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task HasRead => _hasRead.Task;

    public void Go() => _mayWrite.SetResult();

    protected override bool HasTheUsualActions => false;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.Configure<MvcOptions>(options => options.Filters.Add(new StandStill(this))));
    }

    private sealed class StandStill(SlowMarketplace market) : IAsyncResultFilter
    {
        public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
        {
            if (market._hasRead.TrySetResult())
            {
                await market._mayWrite.Task;
            }

            await next();
        }
    }
}

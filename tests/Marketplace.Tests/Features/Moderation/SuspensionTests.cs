using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Moderation;

public sealed class SuspensionTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_suspended_shops_goods_leave_and_come_back_while_its_orders_go_on()
    {
        var (atelier, product, browser) = await Selling();
        await atelier.Stall.Order(PaymentMethod.CashOnDelivery, null, (product, 1));
        var number = await _market.Read(db => db.ProducerOrders.Select(part => part.Number).SingleAsync(Ct));
        var maker = await _market.As(atelier.Maker);
        var page = $"/moderation/producers/{atelier.Producer.Id.Value}";
        Assert.Contains(product.NameVi, (await Guest("/products")).Texts("main .card h2"));

        using var suspended = await browser.Post(page + "/suspension", ("Reasons", "orders-not-sent"));
        Assert.Equal(HttpStatusCode.Redirect, suspended.StatusCode);
        Assert.Empty((await Guest("/products")).Texts("main .card h2"));
        await Guest($"/p/{product.Slug}", HttpStatusCode.NotFound);
        await Guest($"/makers/{atelier.Producer.Slug}", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Add(product)).StatusCode);
        foreach (var step in (string[])["Accept", "Pack", "Send", "Deliver"])
        {
            Assert.Equal(HttpStatusCode.Redirect, (await maker.Post($"{atelier.Root}/orders/{number}/steps", ("Step", step))).StatusCode);
        }

        var told = await maker.Open($"{atelier.Root}/application");
        Assert.Contains("Có đơn quá hẹn mà chưa gửi.", told.Body!.TextContent);

        using var reinstated = await browser.Post(page + "/suspension/end");
        Assert.Equal(HttpStatusCode.Redirect, reinstated.StatusCode);
        Assert.Contains(product.NameVi, (await Guest("/products")).Texts("main .card h2"));
        Assert.Equal(HttpStatusCode.Redirect, (await Add(product)).StatusCode);
        Assert.Equal([ProducerStatus.Suspended, ProducerStatus.Verified],
            await _market.Read(db => db.ProducerDecisions.OrderBy(decision => decision.Id).Select(decision => decision.Decision).ToListAsync(Ct)));
        Assert.Equal(2, await _market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == "producer.suspend" || entry.Action == "producer.reinstate", Ct)));
    }

    [Fact]
    public async Task A_suspension_is_undone_like_any_decision()
    {
        var (atelier, product, browser) = await Selling();
        var page = $"/moderation/producers/{atelier.Producer.Id.Value}";
        await browser.Post(page + "/suspension", ("Reasons", "complaints"));

        using var undone = await browser.Post(page + "/undo");

        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        await Guest($"/p/{product.Slug}");
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Theory]
    [InlineData("Reasons", "")]
    [InlineData("Reasons", "because")]
    [InlineData("Reasons", "<script>alert(1)</script>")]
    [InlineData("Message", "long")]
    public async Task A_suspension_without_a_known_reason_is_refused_in_words_and_what_was_typed_stays(string field, string value)
    {
        var (atelier, product, browser) = await Selling();
        (string, string)[] fields = [("Reasons", "complaints"), ("Message", "Lời nhắn giữ lại")];

        using var response = await browser.Post(
            $"/moderation/producers/{atelier.Producer.Id.Value}/suspension", [.. fields.Where(pair => pair.Item1 != field), (field, value == "long" ? new string('x', 2001) : value)]);

        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains(field == "Message" ? "xxxx" : "Lời nhắn giữ lại", html);
        await Guest($"/p/{product.Slug}");
    }

    [Fact]
    public async Task Only_a_verified_shop_is_suspended_and_only_a_suspended_one_opened_again()
    {
        var (atelier, _, browser) = await Selling();
        var page = $"/moderation/producers/{atelier.Producer.Id.Value}";

        using var notSuspended = await browser.Post(page + "/suspension/end");
        await browser.Post(page + "/suspension", ("Reasons", "complaints"));
        using var twice = await browser.Post(page + "/suspension", ("Reasons", "complaints"));
        using var reviewed = await browser.Post(page, ("Verdict", "Approve"));
        using var nowhere = await browser.Post($"/moderation/producers/{Guid.NewGuid()}/suspension", ("Reasons", "complaints"));

        Assert.All([notSuspended, twice, reviewed], response => Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Equal(ProducerStatus.Suspended, await _market.Read(db => db.Producers.Select(producer => producer.Status).SingleAsync(Ct)));
    }

    [Theory]
    [InlineData("Sùng", true)]
    [InlineData("nha sung", true)]
    [InlineData("NHÀ SÙNG", true)]
    [InlineData("nhà sùng", true)]
    [InlineData("nha-sung", true)]
    [InlineData("912345", true)]
    [InlineData("0912345678", true)]
    [InlineData("0912 345 678", true)]
    [InlineData("0912.345", true)]
    [InlineData("+84 912 345 678", true)]
    [InlineData("0912 345 679", false)]
    [InlineData("0987", false)]
    [InlineData("", true)]
    [InlineData("không có", false)]
    [InlineData("%", false)]
    [InlineData("' OR 1=1 --", false)]
    [InlineData("<script>", false)]
    public async Task A_shop_is_found_by_part_of_its_name_or_number(string words, bool isFound)
    {
        var (atelier, _, browser) = await Selling();

        var page = await browser.Open("/moderation/producers?q=" + Uri.EscapeDataString(words));

        Assert.Equal(isFound ? 1 : 0, page.QuerySelectorAll($"a[href$='/moderation/producers/{atelier.Producer.Id.Value}']").Length);
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(Atelier Atelier, Product Product, HttpClient Browser)> Selling()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        return (atelier, product, await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator)));
    }

    private Task<AngleSharp.Html.Dom.IHtmlDocument> Guest(string address, HttpStatusCode expected = HttpStatusCode.OK) => _market.AsGuest().Open(address, expected);

    private Task<HttpResponseMessage> Add(Product product) =>
        _market.AsGuest().Post("/cart/lines", ("variant", product.Variants.First().Id.Value.ToString()), ("quantity", "1"));
}

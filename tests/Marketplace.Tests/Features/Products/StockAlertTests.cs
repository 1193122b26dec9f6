using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Messaging;
using Marketplace.Features.Products.SendStockAlerts;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Products;

public sealed partial class StockAlertTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_sold_out_product_offers_one_message_and_sends_one_when_it_is_there_again()
    {
        var product = await SoldOut();
        using var guest = _market.AsGuest();
        var page = await guest.Open($"/en/p/{product.Slug}");
        var form = page.QuerySelector($"a[href='/en/p/{product.Slug}/alerts']")!.GetAttribute("href")!;

        using var asked = await guest.Post(form, ("Contact", "Mai@Example.vn"), ("Agrees", "yes"));
        using var askedAgain = await guest.Post(form, ("Contact", "mai@example.vn"), ("Agrees", "yes"));
        await _market.Send(new SendStockAlerts());
        var early = await Messages();
        await Restock(product, 2);
        await _market.Send(new SendStockAlerts());
        await _market.Send(new SendStockAlerts());
        await Restock(product, 0);
        await Restock(product, 5);
        await _market.Send(new SendStockAlerts());

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (asked.StatusCode, askedAgain.StatusCode));
        Assert.Single(early);
        var messages = await Messages();
        Assert.Equal(2, messages.Count);
        Assert.All(messages, message => Assert.Equal("mai@example.vn", message.To));
        Assert.Single(messages, message => message.Text.Contains($"/en/p/{product.Slug}", StringComparison.Ordinal));
        Assert.Equal(0, await _market.Read(db => db.StockAlerts.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_link_in_the_message_calls_it_off_by_a_button_and_not_by_looking()
    {
        var product = await SoldOut();
        using var guest = _market.AsGuest();
        using var asked = await guest.Post($"/p/{product.Slug}/alerts", ("Contact", "0912 345 678"), ("Agrees", "yes"));
        var message = Assert.Single(await Messages());
        var link = Link().Match(message.Text).Value;

        await guest.Open(link);
        await guest.Open(link);
        using var gone = await guest.Post(link + "/removal");
        await Restock(product, 3);
        await _market.Send(new SendStockAlerts());

        Assert.Equal("+84912345678", message.To);
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        await guest.Open(link, HttpStatusCode.NotFound);
        Assert.Empty(await Messages());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Called_off_the_address_is_forgotten_everywhere_and_nothing_is_sent_to_it_any_more(bool isSent)
    {
        var product = await SoldOut();
        using var guest = _market.AsGuest();
        using var asked = await guest.Post($"/p/{product.Slug}/alerts", ("Contact", "mai@example.vn"), ("Agrees", "yes"));
        using var others = await guest.Post($"/p/{product.Slug}/alerts", ("Contact", "lan@example.vn"), ("Agrees", "yes"));
        var link = Link().Match((await Messages()).Single(message => message.To == "mai@example.vn").Text).Value;
        if (isSent)
        {
            await Run();
        }

        using var gone = await guest.Post(link + "/removal");
        await Run();

        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        var rows = await _market.Read(db => db.OutboxMessages.AsNoTracking().ToListAsync());
        var own = Assert.Single(rows, row => row.Payload == "");
        Assert.Single(rows, row => row.Payload.Contains("lan@example.vn", StringComparison.Ordinal));
        Assert.Equal((2, isSent ? 1 : 0, false), (rows.Count(row => row.DoneAt is not null), own.Attempts, own.IsDead));
    }

    [Theory]
    [InlineData("", "Địa chỉ này đang chờ 5 món rồi")]
    [InlineData("/en", "already waiting for 5 products")]
    [InlineData("/fr", "attend déjà 5 articles")]
    public async Task One_address_waits_for_five_products_at_most(string language, string refusal)
    {
        var booth = await Some.SavedBooth(_market);
        using var guest = _market.AsGuest();
        List<HttpStatusCode> answers = [];
        var last = "";
        for (var number = 0; number < 6; number++)
        {
            var product = await Some.SavedProduct(_market, booth, stock: 0);
            using var answer = await guest.Post($"{language}/p/{product.Slug}/alerts", ("Contact", "mai@example.vn"), ("Agrees", "yes"));
            answers.Add(answer.StatusCode);
            last = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        using var other = await guest.Post($"{language}/p/{(await Some.SavedProduct(_market, booth, stock: 0)).Slug}/alerts", ("Contact", "lan@example.vn"), ("Agrees", "yes"));

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Redirect, 5), HttpStatusCode.UnprocessableEntity], answers);
        Assert.Contains(refusal, last, StringComparison.Ordinal);
        Assert.Contains("value=\"mai@example.vn\"", last, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
        Assert.Equal(6, (await Messages()).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    [InlineData("/fr")]
    public async Task The_first_message_carries_no_words_of_the_makers_in_its_subject(string language)
    {
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market), "Mua thuốc rẻ ở đây", stock: 0);
        await _market.Change(product.Id, one => one.NameEn = "Mua thuốc rẻ ở đây");
        using var guest = _market.AsGuest();

        using var asked = await guest.Post($"{language}/p/{product.Slug}/alerts", ("Contact", "mai@example.vn"), ("Agrees", "yes"));

        Assert.DoesNotContain("thuốc", Assert.Single(await Messages()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_in_stock_offers_no_message()
    {
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));
        using var guest = _market.AsGuest();

        Assert.Null((await guest.Open($"/p/{product.Slug}")).QuerySelector("a[href$='/alerts']"));
        using var asked = await guest.Post($"/p/{product.Slug}/alerts", ("Contact", "mai@example.vn"), ("Agrees", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Empty(await Messages());
    }

    [Theory]
    [InlineData("", "yes")]
    [InlineData("mai", "yes")]
    [InlineData("mai@", "yes")]
    [InlineData("mai@example.vn", "")]
    [InlineData("mai@example.vn", "no")]
    [InlineData("0912", "yes")]
    [InlineData("-1", "yes")]
    [InlineData("<script>alert(1)</script>@example.vn", "yes")]
    [InlineData("mai@example.vn\r\nBcc: all@example.vn", "yes")]
    [InlineData("mаi@exаmple.vn", "yes")]
    [InlineData("99999999999999999999999999999999", "yes")]
    public async Task What_is_not_an_address_or_not_agreed_to_is_refused_and_kept(string contact, string agrees)
    {
        var product = await SoldOut();
        using var guest = _market.AsGuest();

        using var answer = await guest.Post($"/p/{product.Slug}/alerts", ("Contact", contact), ("Agrees", agrees));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.StartsWith("Lỗi: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(contact.ReplaceLineEndings("").Trim(), (page.QuerySelector("input[name=Contact]")!.GetAttribute("value") ?? "").ReplaceLineEndings("").Trim());
        Assert.Equal(0, await _market.Read(db => db.StockAlerts.CountAsync(TestContext.Current.CancellationToken)));
    }

    private async Task<Product> SoldOut() => await Some.SavedProduct(_market, await Some.SavedBooth(_market), stock: 0);

    private Task<int> Restock(Product product, int available)
    {
        var variant = product.Variants.First().Id;
        return _market.Read(db => db.StockLevels.Where(stock => stock.VariantId == variant).ExecuteUpdateAsync(set => set.SetProperty(stock => stock.Available, available)));
    }

    private Task<int> Run() => _market.Services.GetRequiredService<JobRunner>().RunMessages(TestContext.Current.CancellationToken);

    private async Task<List<PersonalMessage>> Messages() =>
        [.. (await _market.Read(db => db.OutboxMessages.AsNoTracking().Where(message => message.Kind == Outbox.Message && message.Payload != "").OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).ToListAsync()))
            .Select(message => JsonSerializer.Deserialize<PersonalMessage>(message.Payload)!)];

    [GeneratedRegex("/stock-alerts/[0-9a-f]{32}")]
    private static partial Regex Link();
}

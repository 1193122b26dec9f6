using System.Net;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Reviews;
using Marketplace.Features.Fulfilment;
using Marketplace.Features.Orders;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Marketplace.Tests.Support.ReviewedMarket;

namespace Marketplace.Tests.Features.Reviews;

/// <summary>What a buyer says of goods that came, and when, and of which.</summary>
public sealed class WriteReviewTests : IDisposable
{
    private readonly ReviewedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData(PartStep.Accept)]
    [InlineData(PartStep.Send)]
    public async Task Only_what_came_is_reviewed(PartStep last)
    {
        var bought = await _market.Bought(last);
        var guest = _market.AsGuest();

        var link = (await guest.Open(bought.OrderPage)).QuerySelector("main a[href*='/review']");
        var page = await guest.Open(bought.Form);
        var refused = await Write(guest, bought);

        Assert.Null(link);
        Assert.Null(page.QuerySelector("main textarea"));
        Assert.Contains("khi hàng đã giao", page.QuerySelector("main .banner")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.False(await _market.Read(db => db.Reviews.AnyAsync()));
    }

    [Fact]
    public async Task After_half_a_year_nothing_more_is_said()
    {
        var bought = await _market.Bought();
        _market.Clock.Advance(Review.WrittenWithin + TimeSpan.FromMinutes(1));

        var refused = await Write(_market.AsGuest(), bought);

        Assert.Contains("180 ngày", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_last_day_it_is_still_taken()
    {
        var bought = await _market.Bought();
        _market.Clock.Advance(Review.WrittenWithin);

        var taken = await Write(_market.AsGuest(), bought);

        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Equal(180, Review.WrittenWithin.Days);
    }

    [Fact]
    public async Task Buyers_do_not_fill_the_queue_of_a_shop_with_photos_and_their_words_are_taken_without_them()
    {
        var bought = await _market.Bought();
        var waiting = Enumerable.Range(0, 18).Select(_ => new MediaItem
        {
            Id = MediaId.New(),
            ProducerId = bought.Atelier.Producer.Id,
            Sha256 = new string('0', 64),
            UploadedAt = _market.Clock.GetUtcNow(),
        });
        await _market.Given([.. waiting]);

        var many = await Write(_market.AsGuest(), bought, photos: [Pictures.Jpeg(), Pictures.Jpeg(410), Pictures.Jpeg(420)]);
        var two = await Write(_market.AsGuest(), bought, photos: [Pictures.Jpeg(), Pictures.Jpeg(410)]);
        var oneMore = await Write(_market.AsGuest(), bought, photos: [Pictures.Jpeg()]);
        var words = await Write(_market.AsGuest(), bought);

        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect],
            [many.StatusCode, two.StatusCode, oneMore.StatusCode, words.StatusCode]);
        Assert.Equal(20, await _market.Read(db => db.MediaItems.CountAsync()));
    }

    [Fact]
    public async Task Without_the_orders_key_there_is_no_page_and_following_it_is_not_enough()
    {
        var bought = await _market.Bought();
        var guest = _market.AsGuest();
        var line = bought.Form.Split('?')[0];
        var other = await _market.Bought(name: "Khăn khác", atelier: bought.Atelier);

        foreach (var path in new[] { line, $"{line}?key={OrderKey.ForFollowing(bought.Key)}", $"{line}?key={other.Key}", $"/orders/{other.Number}/lines/{bought.Line.Value}/review?key={other.Key}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await guest.Get(path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await guest.Post(path.Split('?')[0], ("key", path.Contains("key=", StringComparison.Ordinal) ? path.Split("key=")[1] : ""), ("Stars", "5"), ("Name", "Mai"))).StatusCode);
        }

        Assert.False(await _market.Read(db => db.Reviews.AnyAsync()));
    }

    [Fact]
    public async Task Nobody_praises_the_goods_of_a_shop_of_their_own()
    {
        var bought = await _market.Bought();
        var byPhone = await _market.Bought(name: "Khăn tự mua", atelier: bought.Atelier, phone: bought.Atelier.Producer.Phone);

        var byMaker = await Write(await _market.As(bought.Atelier.Maker), bought);
        var byTelephone = await Write(_market.AsGuest(), byPhone);

        foreach (var refused in new[] { byMaker, byTelephone })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("của chính mình", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", Praise, "Mai", "Chọn từ 1 đến 5 sao")]
    [InlineData("0", Praise, "Mai", "Chọn từ 1 đến 5 sao")]
    [InlineData("6", Praise, "Mai", "Chọn từ 1 đến 5 sao")]
    [InlineData("-1", Praise, "Mai", "Chọn từ 1 đến 5 sao")]
    [InlineData("4294967299", Praise, "Mai", "Chọn từ 1 đến 5 sao")]
    [InlineData("năm", Praise, "Mai", "Chọn từ 1 đến 5 sao")]
    [InlineData("5", Praise, "", "Ghi tên muốn hiện")]
    [InlineData("5", "*1001", "Mai", "nhiều nhất 1.000")]
    [InlineData("5", Praise, "*41", "Ghi tên muốn hiện")]
    public async Task What_cannot_be_taken_is_said_beside_what_was_typed(string stars, string text, string name, string why)
    {
        var bought = await _market.Bought();
        (text, name) = (Long(text), Long(name));

        var refused = await Write(_market.AsGuest(), bought, stars, text, name);
        var page = await refused.Page();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(why, page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(text, page.QuerySelector("main textarea")!.TextContent.TrimStart('\n'));
        Assert.Equal(name, page.QuerySelector("main input[name=Name]")!.GetAttribute("value"));
        Assert.Equal(bought.Key, page.QuerySelector("main input[name=key]")!.GetAttribute("value"));

        static string Long(string typed) => typed.StartsWith('*') ? new string('a', int.Parse(typed[1..], System.Globalization.CultureInfo.InvariantCulture)) : typed;
    }

    [Theory]
    [InlineData("<svg onload=alert(1)>", "không phải ảnh")]
    [InlineData("", "không phải ảnh")]
    public async Task What_is_no_photo_is_refused_and_leaves_nothing_behind(string content, string why)
    {
        var bought = await _market.Bought();

        var refused = await Write(_market.AsGuest(), bought, photos: [Pictures.Jpeg(), System.Text.Encoding.UTF8.GetBytes(content)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(why, (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.False(await _market.Read(db => db.Reviews.AnyAsync()));
        Assert.Empty(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "incoming")));
    }

    [Fact]
    public async Task Four_photos_are_too_many_and_new_ones_take_the_place_of_the_old()
    {
        var bought = await _market.Bought();
        var guest = _market.AsGuest();

        var refused = await Write(guest, bought, photos: [Pictures.Jpeg(), Pictures.Jpeg(410), Pictures.Jpeg(420), Pictures.Jpeg(430)]);
        await Write(guest, bought, photos: [Pictures.Jpeg(), Pictures.Jpeg(410)]);
        await Write(guest, bought);
        var kept = await _market.Read(db => db.Set<ReviewPhoto>().CountAsync());
        await Write(guest, bought, photos: [Pictures.Jpeg(420)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal((2, 1), (kept, await _market.Read(db => db.Set<ReviewPhoto>().CountAsync())));
    }

    [Fact]
    public async Task Twenty_equal_posts_make_one_review()
    {
        var bought = await _market.Bought();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Write(_market.AsGuest(), bought))));

        Assert.DoesNotContain(answers, answer => answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.UnprocessableEntity));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(1, await _market.Read(db => db.Reviews.CountAsync()));
    }
}

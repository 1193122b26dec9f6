using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Media.Sweep;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Reviews;
using Marketplace.Features.Products.Reviews;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Marketplace.Tests.Support.ReviewedMarket;

namespace Marketplace.Tests.Features.Reviews;

/// <summary>What everybody reads of a product, counted, answered and taken back.</summary>
public sealed class PublishedReviewsTests : IDisposable
{
    private readonly ReviewedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task What_a_buyer_says_waits_for_a_moderator_and_then_stands_on_the_goods_page_with_the_makers_answer()
    {
        var bought = await _market.Bought();
        var guest = _market.AsGuest();
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        var maker = await _market.As(bought.Atelier.Maker);

        var link = (await guest.Open(bought.OrderPage)).QuerySelector("main a[href*='/review']")!;
        var sent = await Write(guest, bought, photos: [Pictures.Jpeg()]);
        await _market.Send(new ProcessNextPhoto());
        var before = await guest.Open(bought.GoodsPage);
        var review = await _market.Only();
        var queued = (await moderator.Open("/moderation")).QuerySelector($"main a[href='/moderation/reviews/{review.Id}']");
        var decided = await moderator.Post($"/moderation/reviews/{review.Id}", ("Verdict", "Approve"), ("Shown", $"{review.Version}"));
        var answered = await maker.Post($"{bought.Atelier.Root}/reviews/{review.Id}/reply", ("Text", "Cảm ơn bạn."));
        var after = await guest.Open(bought.GoodsPage);

        Assert.Equal(bought.Form, link.GetAttribute("href"));
        Assert.Contains("đọc xong sẽ đăng", (await guest.Open(Walk.Location(sent))).QuerySelector(".banner.success")!.TextContent, StringComparison.Ordinal);
        Assert.Null(before.QuerySelector("#reviews"));
        Assert.NotNull(queued);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (decided.StatusCode, answered.StatusCode));
        var shown = after.QuerySelector("section[aria-labelledby=reviews]")!;
        Assert.Contains("5,0 trên 5 · 1 nhận xét", shown.TextContent, StringComparison.Ordinal);
        Assert.Contains(Praise, shown.TextContent, StringComparison.Ordinal);
        Assert.Contains("Cảm ơn bạn.", shown.QuerySelector(".inset")!.TextContent, StringComparison.Ordinal);
        Assert.Single(shown.QuerySelectorAll("picture"));
        Assert.Contains("\"reviewCount\":1", after.QuerySelector("script[type='application/ld+json']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("đã đăng", (await guest.Open(bought.OrderPage)).QuerySelector("main a[href*='/review']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Praise, (await maker.Open(bought.Atelier.Root + "/reviews")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_anew_or_refused_later_or_withdrawn_counts_no_more()
    {
        var bought = await _market.Bought();
        var second = await _market.Bought(name: "Khăn thứ hai", atelier: bought.Atelier, product: bought.Product);
        var guest = _market.AsGuest();
        var moderator = await _market.GivenUser(Some.User(), Roles.Moderator);
        await _market.Published(bought, moderator.UserId);
        var other = await _market.Published(second, moderator.UserId, stars: "2");
        Assert.Equal((2, 7), await _market.Rating(bought));

        await _market.Send(new Marketplace.Features.Studio.Reviews.ReplyToReview(bought.Atelier.Producer.Id, bought.Atelier.Actor, other.Id, "Xin lỗi bạn."));
        await Write(guest, second, stars: "3");
        Assert.Equal((1, 5), await _market.Rating(bought));
        Assert.Equal("", await _market.Read(db => db.Reviews.Where(review => review.Id == other.Id).Select(review => review.Reply).SingleAsync()));

        Done(await _market.Send(new DecideOnReview(other.Id, moderator.UserId, Verdict.Approve, [], "")));
        Assert.Equal((2, 8), await _market.Rating(bought));
        Done(await _market.Send(new DecideOnReview(other.Id, moderator.UserId, Verdict.Reject, ["rude"], "")));
        Assert.Equal((1, 5), await _market.Rating(bought));

        var withdrawn = await guest.Post(bought.Form.Split('?')[0] + "/withdrawal", ("key", bought.Key));
        await guest.Post(bought.Form.Split('?')[0] + "/withdrawal", ("key", bought.Key));
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Equal((0, 0), await _market.Rating(bought));
        Assert.Null((await guest.Open(bought.GoodsPage)).QuerySelector("#reviews"));
        Assert.Single(await _market.Read(db => db.Reviews.ToListAsync()));
    }

    [Fact]
    public async Task Script_in_a_review_is_words()
    {
        var bought = await _market.Bought();
        await _market.Published(bought, text: "<script>alert(1)</script>", name: "<b>Mai</b>");

        var page = await _market.AsGuest().Open(bought.GoodsPage);
        var all = await _market.AsGuest().Open(bought.GoodsPage + "/reviews");

        foreach (var shown in new[] { page.QuerySelector("section[aria-labelledby=reviews]")!, all.QuerySelector("main")! })
        {
            Assert.Contains("<script>alert(1)</script>", shown.TextContent, StringComparison.Ordinal);
            Assert.Null(shown.QuerySelector("script, b"));
        }
    }

    [Fact]
    public async Task Pictures_of_reviews_are_kept_while_a_review_names_them()
    {
        var bought = await _market.Bought();
        var guest = _market.AsGuest();
        await Write(guest, bought, photos: [Pictures.Jpeg()]);
        await _market.Send(new ProcessNextPhoto());

        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.Send(new SweepUploads());
        var kept = await _market.Read(db => db.MediaItems.CountAsync());
        await guest.Post(bought.Form.Split('?')[0] + "/withdrawal", ("key", bought.Key));
        await _market.Send(new SweepUploads());

        Assert.Equal((1, 0), (kept, await _market.Read(db => db.MediaItems.CountAsync())));
    }

    [Fact]
    public async Task A_helper_who_answers_or_takes_the_answer_back_is_told_of_to_the_maker_with_the_goods()
    {
        var bought = await _market.Bought();
        var review = await _market.Published(bought);
        var helper = await _market.As(await bought.Atelier.Helper(MandateScope.Orders));
        var maker = await _market.As(bought.Atelier.Maker);

        await helper.Post($"{bought.Atelier.Root}/reviews/{review.Id}/reply", ("Text", "Cảm ơn."));
        await helper.Post($"{bought.Atelier.Root}/reviews/{review.Id}/reply", ("Text", ""));
        var acts = (await maker.Open($"{bought.Atelier.Root}/mandates")).QuerySelectorAll("ol.timeline li");
        await _market.Read(db => db.Reviews.Where(row => row.Id == review.Id).ExecuteDeleteAsync());
        var withoutReview = (await maker.Open($"{bought.Atelier.Root}/mandates")).QuerySelectorAll("ol.timeline li");

        var goods = await _market.Read(db => db.Products.Where(product => product.Id == review.ProductId).Select(product => product.NameVi).SingleAsync());
        Assert.Contains("gỡ câu trả lời đánh giá của khách", acts[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(": trả lời đánh giá của khách", acts[1].TextContent, StringComparison.Ordinal);
        Assert.All(acts, act => Assert.Equal(($"{bought.Atelier.Root}/reviews", goods), (act.QuerySelector("a")!.GetAttribute("href"), act.QuerySelector("a")!.TextContent)));
        Assert.All(withoutReview, act => Assert.Null(act.QuerySelector("a")));
    }

    [Fact]
    public async Task Only_its_own_maker_answers_a_published_review_and_takes_the_answer_back_with_no_words()
    {
        var bought = await _market.Bought();
        var review = await _market.Published(bought);
        var stranger = await Atelier.In(_market, "Nhà khác", bought.Atelier.Stall);
        var path = $"{bought.Atelier.Root}/reviews/{review.Id}/reply";
        var maker = await _market.As(bought.Atelier.Maker);

        var tooLong = await maker.Post(path, ("Text", new string('a', 1001)), ("Page", "1"));
        await maker.Post(path, ("Text", "Cảm ơn."));
        var kept = (await _market.Only()).Reply;
        await maker.Post(path, ("Text", ""));

        Assert.Equal(HttpStatusCode.NotFound, (await (await _market.As(stranger.Maker)).Post($"{stranger.Root}/reviews/{review.Id}/reply", ("Text", "Dở."))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await _market.As(stranger.Maker)).Post(path, ("Text", "Dở."))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Equal(1001, (await tooLong.Page()).QuerySelector("main textarea")!.TextContent.Length);
        Assert.Equal(("Cảm ơn.", ""), (kept, (await _market.Only()).Reply));
    }

    [Fact]
    public async Task Many_reviews_are_read_page_by_page_newest_first()
    {
        var bought = await _market.Bought();
        var moderator = (await _market.GivenUser(Some.User(), Roles.Moderator)).UserId;
        for (var number = 0; number < 24; number++)
        {
            var more = await _market.Bought(name: $"Lần {number}", atelier: bought.Atelier, product: bought.Product);
            await _market.Published(more, moderator, text: $"Lời thứ {number}.");
        }

        var guest = _market.AsGuest();
        var goods = await guest.Open(bought.GoodsPage);
        var first = await guest.Open(bought.GoodsPage + "/reviews");
        var second = await guest.Open(first.QuerySelector("main a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(3, goods.QuerySelectorAll("section[aria-labelledby=reviews] li").Length);
        Assert.Contains("Lời thứ 23.", goods.QuerySelector("section[aria-labelledby=reviews] li")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(bought.GoodsPage + "/reviews", goods.QuerySelector("section[aria-labelledby=reviews] > p > a")!.GetAttribute("href"));
        Assert.Equal((20, 4), (first.QuerySelectorAll("main .rows > li").Length, second.QuerySelectorAll("main .rows > li").Length));
        Assert.Contains("Lời thứ 3.", second.QuerySelector("main .rows > li")!.TextContent, StringComparison.Ordinal);
        Assert.Null(second.QuerySelector("main a[rel=next]"));
    }

    [Fact]
    public async Task Words_that_wait_or_were_refused_are_read_by_nobody_else()
    {
        var bought = await _market.Bought();
        var second = await _market.Bought(name: "Khăn thứ hai", atelier: bought.Atelier, product: bought.Product);
        var third = await _market.Bought(name: "Khăn thứ ba", atelier: bought.Atelier, product: bought.Product);
        var guest = _market.AsGuest();
        await Write(guest, bought, text: "Lời còn chờ.");
        await _market.Published(second, text: "Lời đã đăng.");
        var refused = await _market.Published(third, text: "Lời bị từ chối.");
        Done(await _market.Send(new DecideOnReview(refused.Id, UserId.New(), Verdict.Reject, ["rude"], "")));
        var maker = await _market.As(bought.Atelier.Maker);
        var waiting = await _market.Read(db => db.Reviews.Where(review => review.LineId == bought.Line).Select(review => review.Id).SingleAsync());

        foreach (var (browser, path) in new[] { (guest, bought.GoodsPage), (guest, bought.GoodsPage + "/reviews"), (maker, bought.Atelier.Root + "/reviews"), (guest, second.OrderPage), (guest, second.Form) })
        {
            var page = (await browser.Open(path)).DocumentElement.OuterHtml;

            Assert.DoesNotContain("Lời còn chờ.", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Lời bị từ chối.", page, StringComparison.Ordinal);
            Assert.Equal((path, path != second.OrderPage), (path, page.Contains("Lời đã đăng.", StringComparison.Ordinal)));
        }

        foreach (var id in new[] { waiting, refused.Id })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await maker.Post($"{bought.Atelier.Root}/reviews/{id}/reply", ("Text", "Cảm ơn."))).StatusCode);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_goods_that_are_not_shown_no_review_is(bool isShopSuspended)
    {
        var bought = await _market.Bought();
        await _market.Published(bought);
        await _market.Read(db => isShopSuspended
            ? db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.Suspended))
            : db.Products.ExecuteUpdateAsync(set => set.SetProperty(product => product.Status, ProductStatus.Rejected)));

        Assert.Equal(HttpStatusCode.NotFound, (await _market.AsGuest().Get(bought.GoodsPage + "/reviews")).StatusCode);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 5, 50)]
    [InlineData(3, 8, 27)]
    [InlineData(3, 7, 23)]
    [InlineData(20, 71, 36)]
    public void The_average_is_rounded_to_a_tenth(int reviews, int stars, int tenths) => Assert.Equal(tenths, new RatingView(reviews, stars).Tenths);
}

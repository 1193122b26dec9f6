using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Reviews;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Features.Fulfilment;
using Marketplace.Features.Fulfilment.Part;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Media.Sweep;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Reviews;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.WriteReview;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Marketplace.Tests.Features.Reviews;

public sealed class ReviewTests : IDisposable
{
    private const string Praise = "Khăn mềm, màu chàm rất sâu.";
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task What_a_buyer_says_waits_for_a_moderator_and_then_stands_on_the_goods_page_with_the_makers_answer()
    {
        var bought = await Bought();
        var guest = _market.AsGuest();
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        var maker = await _market.As(bought.Atelier.Maker);

        var link = (await guest.Open(bought.OrderPage)).QuerySelector("main a[href*='/review']")!;
        var sent = await Write(guest, bought, photos: [Picture()]);
        await _market.Send(new ProcessNextPhoto());
        var before = await guest.Open(bought.GoodsPage);
        var review = await Only();
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
    public async Task Its_maker_hears_of_it_when_it_can_no_longer_be_undone()
    {
        var bought = await Bought();
        await Published(bought);

        var letter = Assert.Single(await Letters());

        Assert.Equal(_market.Clock.GetUtcNow() + ModeratorDecision.CanBeUndoneFor, letter.DueAt);
        Assert.Contains(Praise, Json(letter.Payload), StringComparison.Ordinal);
        Assert.Contains($"/studio/{bought.Atelier.Producer.Slug}/reviews", letter.Payload, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PartStep.Accept)]
    [InlineData(PartStep.Send)]
    public async Task Only_what_came_is_reviewed(PartStep last)
    {
        var bought = await Bought(last);
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
        var bought = await Bought();
        _market.Clock.Advance(Review.WrittenWithin + TimeSpan.FromMinutes(1));

        var refused = await Write(_market.AsGuest(), bought);

        Assert.Contains("180 ngày", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_orders_key_there_is_no_page_and_following_it_is_not_enough()
    {
        var bought = await Bought();
        var guest = _market.AsGuest();
        var line = bought.Form.Split('?')[0];
        var other = await Bought(name: "Khăn khác", atelier: bought.Atelier);

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
        var bought = await Bought();
        var byPhone = await Bought(name: "Khăn tự mua", atelier: bought.Atelier, phone: bought.Atelier.Producer.Phone);

        var byMaker = await Write(await _market.As(bought.Atelier.Maker), bought);
        var byTelephone = await Write(_market.AsGuest(), byPhone);

        foreach (var refused in new[] { byMaker, byTelephone })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("của chính mình", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_and_its_buyer_reads_it_and_may_write_anew()
    {
        var bought = await Bought();
        var guest = _market.AsGuest();
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        await Write(guest, bought);
        var review = await Only();
        var path = $"/moderation/reviews/{review.Id}";

        var without = await moderator.Post(path, ("Verdict", "Reject"), ("Shown", $"{review.Version}"));
        var asked = await moderator.Post(path, ("Verdict", "AskChanges"), ("Reasons", "rude"), ("Shown", $"{review.Version}"));
        var refused = await moderator.Post(path, ("Verdict", "Reject"), ("Reasons", "personal-data"), ("Shown", $"{review.Version}"));
        var letter = Assert.Single(await Letters());
        var page = await guest.Open(bought.Form);
        await Write(guest, bought, text: "Khăn mềm.");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (without.StatusCode, asked.StatusCode, refused.StatusCode));
        Assert.Contains("có số điện thoại", Json(letter.Payload), StringComparison.Ordinal);
        Assert.Contains(bought.Form.Split('?')[0], letter.Payload, StringComparison.Ordinal);
        Assert.Contains("có số điện thoại", page.QuerySelector("main .inset")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Praise, page.QuerySelector("main textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await Letters());
        Assert.Equal(ReviewState.Waiting, (await Only()).State);
    }

    [Fact]
    public async Task A_decision_is_undone_within_ten_minutes_by_whoever_took_it_and_nobody_hears_of_it()
    {
        var bought = await Bought();
        var moderator = await _market.GivenUser(Some.User(), Roles.Moderator);
        var (own, colleague) = (await _market.As(moderator), await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator)));
        var review = await Published(bought, moderator.UserId);
        var undo = $"/moderation/reviews/{review.Id}/undo";

        var byAnother = await colleague.Post(undo);
        var offered = (await own.Open("/moderation")).QuerySelector($"main form[action='{undo}']");
        var undone = await own.Post(undo);
        var waiting = await Only();
        Done(await _market.Send(new DecideOnReview(review.Id, moderator.UserId, Verdict.Approve, [], "")));
        _market.Clock.Advance(ModeratorDecision.CanBeUndoneFor);
        var tooLate = await own.Post(undo);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (byAnother.StatusCode, undone.StatusCode, tooLate.StatusCode));
        Assert.NotNull(offered);
        Assert.Equal(ReviewState.Waiting, waiting.State);
        Assert.Single(await Letters());
        Assert.Equal((1, 5), await Rating(bought));
    }

    [Fact]
    public async Task What_is_written_anew_or_refused_later_or_withdrawn_counts_no_more()
    {
        var bought = await Bought();
        var second = await Bought(name: "Khăn thứ hai", atelier: bought.Atelier, product: bought.Product);
        var guest = _market.AsGuest();
        var moderator = await _market.GivenUser(Some.User(), Roles.Moderator);
        await Published(bought, moderator.UserId);
        var other = await Published(second, moderator.UserId, stars: "2");
        Assert.Equal((2, 7), await Rating(bought));

        await _market.Send(new Marketplace.Features.Studio.Reviews.ReplyToReview(bought.Atelier.Producer.Id, bought.Atelier.Actor, other.Id, "Xin lỗi bạn."));
        await Write(guest, second, stars: "3");
        Assert.Equal((1, 5), await Rating(bought));
        Assert.Equal("", await _market.Read(db => db.Reviews.Where(review => review.Id == other.Id).Select(review => review.Reply).SingleAsync()));

        Done(await _market.Send(new DecideOnReview(other.Id, moderator.UserId, Verdict.Approve, [], "")));
        Assert.Equal((2, 8), await Rating(bought));
        Done(await _market.Send(new DecideOnReview(other.Id, moderator.UserId, Verdict.Reject, ["rude"], "")));
        Assert.Equal((1, 5), await Rating(bought));

        var withdrawn = await guest.Post(bought.Form.Split('?')[0] + "/withdrawal", ("key", bought.Key));
        await guest.Post(bought.Form.Split('?')[0] + "/withdrawal", ("key", bought.Key));
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Equal((0, 0), await Rating(bought));
        Assert.Null((await guest.Open(bought.GoodsPage)).QuerySelector("#reviews"));
        Assert.Single(await _market.Read(db => db.Reviews.ToListAsync()));
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
        var bought = await Bought();
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

    [Fact]
    public async Task Script_in_a_review_is_words()
    {
        var bought = await Bought();
        await Published(bought, text: "<script>alert(1)</script>", name: "<b>Mai</b>");

        var page = await _market.AsGuest().Open(bought.GoodsPage);
        var all = await _market.AsGuest().Open(bought.GoodsPage + "/reviews");

        foreach (var shown in new[] { page.QuerySelector("section[aria-labelledby=reviews]")!, all.QuerySelector("main")! })
        {
            Assert.Contains("<script>alert(1)</script>", shown.TextContent, StringComparison.Ordinal);
            Assert.Null(shown.QuerySelector("script, b"));
        }
    }

    [Theory]
    [InlineData("<svg onload=alert(1)>", "không phải ảnh")]
    [InlineData("", "không phải ảnh")]
    public async Task What_is_no_photo_is_refused_and_leaves_nothing_behind(string content, string why)
    {
        var bought = await Bought();

        var refused = await Write(_market.AsGuest(), bought, photos: [Picture(), System.Text.Encoding.UTF8.GetBytes(content)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(why, (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.False(await _market.Read(db => db.Reviews.AnyAsync()));
        Assert.Empty(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "incoming")));
    }

    [Fact]
    public async Task Four_photos_are_too_many_and_new_ones_take_the_place_of_the_old()
    {
        var bought = await Bought();
        var guest = _market.AsGuest();

        var refused = await Write(guest, bought, photos: [Picture(), Picture(410), Picture(420), Picture(430)]);
        await Write(guest, bought, photos: [Picture(), Picture(410)]);
        await Write(guest, bought);
        var kept = await _market.Read(db => db.Set<ReviewPhoto>().CountAsync());
        await Write(guest, bought, photos: [Picture(420)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal((2, 1), (kept, await _market.Read(db => db.Set<ReviewPhoto>().CountAsync())));
    }

    [Fact]
    public async Task Pictures_of_reviews_are_kept_while_a_review_names_them()
    {
        var bought = await Bought();
        var guest = _market.AsGuest();
        await Write(guest, bought, photos: [Picture()]);
        await _market.Send(new ProcessNextPhoto());

        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.Send(new SweepUploads());
        var kept = await _market.Read(db => db.MediaItems.CountAsync());
        await guest.Post(bought.Form.Split('?')[0] + "/withdrawal", ("key", bought.Key));
        await _market.Send(new SweepUploads());

        Assert.Equal((1, 0), (kept, await _market.Read(db => db.MediaItems.CountAsync())));
    }

    [Fact]
    public async Task Pictures_of_a_refused_review_are_gone_two_sweeps_later_and_its_words_stay_for_its_buyer()
    {
        var bought = await Bought();
        var guest = _market.AsGuest();
        await Write(guest, bought, photos: [Picture()]);
        await _market.Send(new ProcessNextPhoto());
        var picture = await _market.Read(db => db.MediaItems.Select(media => media.Id).SingleAsync());
        Done(await _market.Send(new DecideOnReview((await Only()).Id, UserId.New(), Verdict.Reject, ["photo-unfit"], "")));

        await _market.Send(new SweepUploads());
        var soon = await guest.Get($"/media/{picture.Value:N}/320.jpg");
        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.Send(new SweepUploads());
        await _market.Send(new SweepUploads());
        var later = await guest.Get($"/media/{picture.Value:N}/320.jpg");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (soon.StatusCode, later.StatusCode));
        Assert.Contains(Praise, (await guest.Open(bought.Form)).QuerySelector("main textarea")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moderator_decides_on_what_was_shown_on_no_shop_of_their_own_and_on_no_photo_that_is_not_ready()
    {
        var bought = await Bought();
        var helping = await _market.GivenUser(Some.User(), Roles.Helper, Roles.Moderator);
        var now = _market.Clock.GetUtcNow();
        await _market.Given(new Mandate { Id = MandateId.New(), HelperId = helping.UserId, ProducerId = bought.Atelier.Producer.Id, Scope = MandateScope.Orders, From = now, Until = now.AddDays(10) });
        var moderator = (await _market.GivenUser(Some.User(), Roles.Moderator)).UserId;
        await Write(_market.AsGuest(), bought, photos: [Picture()]);
        var review = await Only();

        var own = await _market.Send(new DecideOnReview(review.Id, helping.UserId, Verdict.Approve, [], "", review.Version));
        var stale = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Approve, [], "", review.Version - 1));
        var unseen = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Approve, [], "", review.Version));
        await _market.Send(new ProcessNextPhoto());
        var seen = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Approve, [], "", review.Version));

        Assert.Equal(["moderation.own-shop", "moderation.not-what-was-shown", "moderation.photo-not-ready"], new[] { own, stale, unseen }.Select(refused => refused.Refusals[0].Code));
        Done(seen);
    }

    [Fact]
    public async Task Twenty_equal_posts_make_one_review()
    {
        var bought = await Bought();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Write(_market.AsGuest(), bought))));

        Assert.DoesNotContain(answers, answer => answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.UnprocessableEntity));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(1, await _market.Read(db => db.Reviews.CountAsync()));
    }

    [Fact]
    public async Task Only_its_own_maker_answers_a_published_review_and_takes_the_answer_back_with_no_words()
    {
        var bought = await Bought();
        var review = await Published(bought);
        var stranger = await Atelier.In(_market, "Nhà khác", bought.Atelier.Stall);
        var path = $"{bought.Atelier.Root}/reviews/{review.Id}/reply";
        var maker = await _market.As(bought.Atelier.Maker);

        var tooLong = await maker.Post(path, ("Text", new string('a', 1001)), ("Page", "1"));
        await maker.Post(path, ("Text", "Cảm ơn."));
        var kept = (await Only()).Reply;
        await maker.Post(path, ("Text", ""));

        Assert.Equal(HttpStatusCode.NotFound, (await (await _market.As(stranger.Maker)).Post($"{stranger.Root}/reviews/{review.Id}/reply", ("Text", "Dở."))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await _market.As(stranger.Maker)).Post(path, ("Text", "Dở."))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Equal(1001, (await tooLong.Page()).QuerySelector("main textarea")!.TextContent.Length);
        Assert.Equal(("Cảm ơn.", ""), (kept, (await Only()).Reply));
    }

    [Fact]
    public async Task Many_reviews_are_read_page_by_page_newest_first()
    {
        var bought = await Bought();
        var moderator = (await _market.GivenUser(Some.User(), Roles.Moderator)).UserId;
        for (var number = 0; number < 24; number++)
        {
            var more = await Bought(name: $"Lần {number}", atelier: bought.Atelier, product: bought.Product);
            await Published(more, moderator, text: $"Lời thứ {number}.");
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

    private sealed record Purchase(Atelier Atelier, Product Product, string Number, string Key, OrderLineId Line)
    {
        public string OrderPage => $"/orders/{Number}?key={Key}";

        public string Form => $"/orders/{Number}/lines/{Line.Value}/review?key={Key}";

        public string GoodsPage => $"/p/{Product.Slug}";
    }

    /// <summary>An order of one line, as far as the maker brought it.</summary>
    private async Task<Purchase> Bought(PartStep last = PartStep.Deliver, string name = "Khăn lanh", Atelier? atelier = null, Product? product = null, string phone = "0987 654 321")
    {
        atelier ??= await Atelier.In(_market);
        product ??= atelier.Stall.Product(atelier.Producer, name, stock: 100);
        await atelier.Stall.Open();
        var placed = await atelier.Stall.Order(PaymentMethod.CashOnDelivery, atelier.Stall.HomeAddress() with { Phone = phone }, (product, 1));
        var part = await _market.Read(db => db.ProducerOrders.Where(part => part.OrderId == placed.Id).Select(part => part.Number).SingleAsync());
        foreach (var step in new[] { PartStep.Accept, PartStep.Pack, PartStep.Send, PartStep.Deliver }.TakeWhile(step => step <= last))
        {
            Done(await _market.Send(new TakeStep(atelier.Producer.Id, atelier.Actor, part, step, "", "")));
        }

        return new Purchase(
            atelier, product, placed.Number, placed.Key,
            await _market.Read(db => db.OrderLines.Join(db.ProducerOrders, line => line.ProducerOrderId, whole => whole.Id, (line, whole) => new { line, whole })
                .Where(row => row.whole.OrderId == placed.Id).Select(row => row.line.Id).SingleAsync()));
    }

    private static async Task<HttpResponseMessage> Write(
        HttpClient browser, Purchase bought, string stars = "5", string text = Praise, string name = "Mai", IReadOnlyList<byte[]>? photos = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(bought.Key), "key" }, { new StringContent(stars), "Stars" }, { new StringContent(text), "Text" }, { new StringContent(name), "Name" },
        };
        foreach (var photo in photos ?? [])
        {
            form.Add(new ByteArrayContent(photo), "Photos", "anh.jpg");
        }

        return await browser.PostAsync(new Uri(bought.Form.Split('?')[0], UriKind.Relative), form, Ct);
    }

    private async Task<Review> Published(Purchase bought, UserId? moderator = null, string stars = "5", string text = Praise, string name = "Mai")
    {
        Done(await _market.Send(new WriteReview(
            new OrderAccess(bought.Number, bought.Key, null), bought.Line, int.Parse(stars, System.Globalization.CultureInfo.InvariantCulture), text, name, "vi", [])));
        var review = await _market.Read(db => db.Reviews.AsNoTracking().SingleAsync(review => review.LineId == bought.Line));
        Done(await _market.Send(new DecideOnReview(review.Id, moderator ?? (await _market.GivenUser(Some.User(), Roles.Moderator)).UserId, Verdict.Approve, [], "")));
        return review;
    }

    private Task<Review> Only() => _market.Read(db => db.Reviews.AsNoTracking().SingleAsync());

    private async Task<(int Reviews, int Stars)> Rating(Purchase bought)
    {
        var rating = await _market.Read(db => db.ProductRatings.AsNoTracking().SingleAsync(rating => rating.ProductId == bought.Product.Id));
        return (rating.Reviews, rating.Stars);
    }

    private Task<List<Marketplace.Domain.Messaging.OutboxMessage>> Letters() =>
        _market.Read(db => db.OutboxMessages.AsNoTracking().Where(message => message.IdempotencyKey.StartsWith("review-decided:")).ToListAsync());

    /// <summary>The words as they are, whatever the payload escapes.</summary>
    private static string Json(string payload) => System.Text.RegularExpressions.Regex.Unescape(payload);

    private static void Done(Result result) => Assert.Empty(result.Refusals);

    private static byte[] Picture(int side = 400)
    {
        using var image = Image.Black(side, side);
        return image.JpegsaveBuffer();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

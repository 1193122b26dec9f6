using System.Net;
using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.Expire;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Infrastructure.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Marketplace.Tests.Features.Orders;

public sealed class ReportProblemTests : IDisposable
{
    private static readonly (string, string) Answer = ("Answer", "Người làm gửi chiếc khác, không tính phí.");
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_photo_is_seen_by_the_buyer_by_the_maker_concerned_and_by_officers_only()
    {
        var (placed, atelier) = await Placed();
        var other = await Atelier.In(_market, "Nhà khác", atelier.Stall);
        var buyer = _market.AsGuest();

        var sent = await Report(buyer, placed, Pictures.Jpeg());
        var page = await Walk.Page(await buyer.Get(Walk.Location(sent)));
        var own = page.QuerySelector("main img.photo")!.GetAttribute("src")!;
        var theirs = $"/problems/{placed.Number}/photos/{own.Split('/')[^1].Split('?')[0]}";

        var shown = await buyer.Get(own);
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (shown.StatusCode, shown.Content.Headers.ContentType?.MediaType));
        Assert.Contains("no-store", shown.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _market.AsGuest().Get(own.Split('?')[0])).StatusCode);
        foreach (var (user, expected) in new[]
        {
            (atelier.Maker, HttpStatusCode.OK), (other.Maker, HttpStatusCode.NotFound), (await _market.GivenUser(Some.User()), HttpStatusCode.NotFound),
            (await _market.GivenUser(Some.User(), Roles.Moderator), HttpStatusCode.OK), (await _market.GivenUser(Some.User(), Roles.ProgrammeManager), HttpStatusCode.NotFound),
        })
        {
            var browser = await _market.As(user);
            Assert.Equal(expected, (await browser.Get($"/problems/{placed.Number}")).StatusCode);
            Assert.Equal(expected, (await browser.Get(theirs)).StatusCode);
        }
    }

    [Fact]
    public async Task What_is_wrong_waits_in_the_queue_holds_the_makers_money_and_is_closed_by_a_moderator()
    {
        var (placed, atelier) = await Placed();
        var order = await _market.Read(db => db.Orders.Select(order => order.Id).SingleAsync());
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        await Report(_market.AsGuest(), placed);

        var link = (await moderator.Open("/moderation")).QuerySelector($"main a[href='/problems/{placed.Number}']");
        var shown = await moderator.Open($"/problems/{placed.Number}");
        var theirs = await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}");
        var held = await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken));
        var byMaker = await (await _market.As(atelier.Maker)).Post($"/problems/{placed.Number}/closure", Answer);
        var closed = await moderator.Post($"/problems/{placed.Number}/closure", Answer);
        var again = await moderator.Post($"/problems/{placed.Number}/closure", Answer);

        Assert.NotNull(link);
        Assert.All([shown, theirs], page => Assert.Contains("Khăn bị rách một góc.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
        Assert.Equal((1, 0), (shown.QuerySelectorAll("main form").Length, theirs.QuerySelectorAll("main form").Length));
        Assert.Equal([order], held);
        Assert.Equal(HttpStatusCode.Forbidden, byMaker.StatusCode);
        Assert.All([closed, again], answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Null((await moderator.Open("/moderation")).QuerySelector($"main a[href='/problems/{placed.Number}']"));
        Assert.Empty(await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken)));
        Assert.Single(await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == "order.problem-closed").ToListAsync()));
    }

    [Fact]
    public async Task A_moderator_who_helps_the_shop_leaves_its_problems_to_a_colleague()
    {
        var (placed, atelier) = await Placed();
        var helper = await _market.GivenUser(Some.User(), Roles.Helper, Roles.Moderator);
        var now = _market.Clock.GetUtcNow();
        await _market.Given(new Mandate { Id = MandateId.New(), HelperId = helper.UserId, ProducerId = atelier.Producer.Id, Scope = MandateScope.Orders, From = now, Until = now.AddDays(10) });
        await Report(_market.AsGuest(), placed);

        var refused = await (await _market.As(helper)).Post($"/problems/{placed.Number}/closure", Answer);
        var page = await refused.Page();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Hãy nhờ một đồng nghiệp", page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken)));
        await Close(placed);
        Assert.Empty(await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_moderator_sees_whom_to_call_and_the_buyer_is_told_how_it_ended()
    {
        var (placed, atelier) = await Placed();
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        await Report(_market.AsGuest(), placed);

        var shown = await moderator.Open($"/problems/{placed.Number}");
        var theirs = await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}");
        using var wordless = await moderator.Post($"/problems/{placed.Number}/closure", ("Answer", " "));
        var held = await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken));
        await moderator.Post($"/problems/{placed.Number}/closure", Answer);
        await moderator.Post($"/problems/{placed.Number}/closure", Answer);

        Assert.Equal(["tel:+84912345678", "tel:+84912345678"], shown.QuerySelectorAll("main a[href^='tel:']").Select(link => link.GetAttribute("href")));
        Assert.Contains("Nguyễn Thị Mai", shown.QuerySelector("main dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Khăn lanh × 1", shown.QuerySelector("main dl")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(shown.QuerySelector($"main a[href='/moderation/producers/{atelier.Producer.Id.Value}']"));
        Assert.NotNull(shown.QuerySelector("main a[href='/moderation']"));
        Assert.DoesNotContain("Nguyễn Thị Mai", theirs.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wordless.StatusCode);
        Assert.NotNull((await wordless.Page()).QuerySelector("#Answer[aria-invalid=true]"));
        Assert.Single(held);
        Assert.Contains(Answer.Item2, Assert.Single(await Letters("problem-closed:")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_told_of_one_parcel_is_for_its_maker_only()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà khác", atelier.Stall);
        var (scarf, bag) = (atelier.Stall.Product(atelier.Producer, "Khăn lanh"), atelier.Stall.Product(other.Producer, "Túi"));
        await atelier.Stall.Open();
        await _market.Change(atelier.Producer.Id, producer => producer.Email = "mot@example.vn");
        await _market.Change(other.Producer.Id, producer => producer.Email = "hai@example.vn");
        var placed = await atelier.Stall.Order(PaymentMethod.CashOnDelivery, goods: [(scarf, 1), (bag, 1)]);
        var part = await _market.Read(db => db.ProducerOrders.SingleAsync(part => part.ProducerId == other.Producer.Id));
        var buyer = _market.AsGuest();

        var asked = (await buyer.Open($"/orders/{placed.Number}/problem?key={placed.Key}")).QuerySelectorAll("main input[name=Part]").Select(choice => choice.GetAttribute("value"));
        using var wrong = await buyer.Post($"/orders/{placed.Number}/problem", ("key", placed.Key), ("Text", "Túi bị rách."), ("Part", Guid.NewGuid().ToString()));
        using var told = await buyer.Post($"/orders/{placed.Number}/problem", ("key", placed.Key), ("Text", "Túi bị rách."), ("Part", part.Id.Value.ToString()));

        Assert.Equal(3, asked.Count());
        Assert.Contains(part.Id.Value.ToString(), asked);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (wrong.StatusCode, told.StatusCode));
        var letter = Assert.Single(await Letters("problem:"));
        Assert.Contains("hai@example.vn", letter, StringComparison.Ordinal);
        Assert.Contains(part.Number, letter, StringComparison.Ordinal);
        Assert.Contains($"/problems/{placed.Number}", letter, StringComparison.Ordinal);
        Assert.Contains("0912 345 678", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("+84", letter, StringComparison.Ordinal);
        Assert.Contains("Túi bị rách.", (await (await _market.As(other.Maker)).Open($"/problems/{placed.Number}")).Body!.TextContent, StringComparison.Ordinal);
        await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}", HttpStatusCode.NotFound);

        // Told of the other parcel within the hour, its maker hears of it as well.
        var first = await _market.Read(db => db.ProducerOrders.Where(one => one.ProducerId == atelier.Producer.Id).Select(one => one.Id).SingleAsync());
        using var also = await buyer.Post($"/orders/{placed.Number}/problem", ("key", placed.Key), ("Text", "Khăn sai màu."), ("Part", first.Value.ToString()));
        Assert.Contains(await Letters("problem:"), words => words.Contains("mot@example.vn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_photo_keeps_nothing_of_the_phone_that_took_it_and_the_message_says_where_it_is()
    {
        var (placed, _) = await Placed();
        using var image = Image.Black(1600, 1200).Mutate(mutable => mutable.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "22/1 57/1 0/1"));

        await Report(_market.AsGuest(), placed, image.JpegsaveBuffer());

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "private"), "*", SearchOption.AllDirectories));
        using var kept = Image.NewFromFile(file);
        Assert.Equal((960, 720), (kept.Width, kept.Height));
        Assert.DoesNotContain(kept.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "incoming")));
        Assert.Contains($"/problems/{placed.Number}", await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("problem:")).Select(message => message.Payload).FirstAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("cancelled")]
    [InlineData("expired")]
    public async Task Makers_hear_nothing_of_a_problem_with_an_order_that_was_never_paid(string end)
    {
        var (placed, atelier) = await Placed(PaymentMethod.BankTransfer);
        var moderator = await _market.GivenUser(Some.User(), Roles.Moderator);
        if (end == "cancelled")
        {
            Assert.Equal(HttpStatusCode.Redirect, (await _market.AsGuest().Post($"/orders/{placed.Number}/cancellation", ("key", placed.Key))).StatusCode);
        }
        else if (end == "expired")
        {
            _market.Clock.Advance(TimeSpan.FromDays(3));
            await _market.Send(new ExpireOrders());
        }

        Assert.Equal(HttpStatusCode.Redirect, (await Report(_market.AsGuest(), placed)).StatusCode);

        var told = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("problem:")).Select(message => message.Payload).ToListAsync());
        Assert.Contains(moderator.UserName!, Assert.Single(told), StringComparison.Ordinal);
        await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}", HttpStatusCode.NotFound);
        await (await _market.As(moderator)).Open($"/problems/{placed.Number}");
    }

    public static TheoryData<string, byte[], string> Attacks() => new()
    {
        { "an SVG with script", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "n’est pas une image" },
        { "a JPEG's first bytes and then a script", [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.UTF8.GetBytes("<script>alert(1)</script>")], "Impossible d’ouvrir" },
        { "half a picture", Pictures.Jpeg()[..(Pictures.Jpeg().Length / 2)], "Impossible d’ouvrir" },
        { "too small a picture", Pictures.Jpeg(50), "trop petite" },
        { "13 MB", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[13 * 1024 * 1024]], "dépasse 12 Mo" },
    };

    // The runner would write each upload out as text to give its row a name: minutes and gigabytes.
    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Attacks))]
    public async Task A_hostile_photo_is_refused_in_the_buyers_language_and_the_words_are_kept(string what, byte[] photo, string message)
    {
        var (placed, _) = await Placed();

        var refused = await Report(_market.AsGuest(), placed, "/fr", Pictures.Jpeg(), photo);
        var page = await Walk.Page(refused);

        Assert.True(refused.StatusCode == HttpStatusCode.UnprocessableEntity, what);
        Assert.Contains(message, page.QuerySelector("#Photos-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Khăn bị rách một góc.", page.QuerySelector("[name=Text]")!.TextContent.Trim());
        Assert.Empty(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "private"), "*", SearchOption.AllDirectories));
        Assert.False(await _market.Read(db => db.OutboxMessages.AnyAsync(told => told.IdempotencyKey.StartsWith("problem:"))));
    }

    [Fact]
    public async Task More_than_three_photos_at_once_and_more_than_twelve_in_all_are_refused()
    {
        var (placed, _) = await Placed();
        var buyer = _market.AsGuest();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Report(buyer, placed, [.. Enumerable.Range(0, 4).Select(number => Pictures.Jpeg(300 + number))])).StatusCode);
        for (var turn = 0; turn < 4; turn++)
        {
            _market.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.Redirect, (await Report(buyer, placed, [.. Enumerable.Range(turn * 3, 3).Select(number => Pictures.Jpeg(300 + number))])).StatusCode);
        }

        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Report(buyer, placed, Pictures.Jpeg(400))).StatusCode);
        Assert.Equal(12, PrivateFiles().Length);
        Assert.Equal(HttpStatusCode.Redirect, (await Report(buyer, placed)).StatusCode);
        await Close(placed);

        // The same photos once more, after an answer that was lost: they are there already.
        Assert.Equal(HttpStatusCode.Redirect, (await Report(buyer, placed, Pictures.Jpeg(300), Pictures.Jpeg(301))).StatusCode);
    }

    [Fact]
    public async Task The_buyer_reads_again_what_they_told_and_what_was_answered_and_who_only_follows_does_not()
    {
        var (placed, atelier) = await Placed();
        var guest = _market.AsGuest();
        await Report(guest, placed);
        await Report(guest, placed with { Key = OrderKey.ForFollowing(placed.Key) });

        var open = await guest.Open($"/orders/{placed.Number}?key={placed.Key}");
        await Close(placed);
        var closed = await guest.Open($"/orders/{placed.Number}?key={placed.Key}");
        var followed = await guest.Open($"/track/{placed.Number}?key={OrderKey.ForFollowing(placed.Key)}");
        var seen = await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}");

        Assert.Equal(["Khăn bị rách một góc."], open.Texts("[aria-labelledby=problems] .said"));
        Assert.Equal(["Đang chờ"], open.Texts("[aria-labelledby=problems] .tag"));
        Assert.Equal(["Khăn bị rách một góc.", Answer.Item2], closed.Texts("[aria-labelledby=problems] .said"));
        Assert.Equal(["Đã giải quyết"], closed.Texts("[aria-labelledby=problems] .tag"));
        Assert.Null(followed.QuerySelector("#problems"));
        Assert.Contains(Answer.Item2, seen.Texts("main .said"));
    }

    [Fact]
    public async Task The_queue_names_the_maker_it_is_about_and_her_pages_say_that_the_money_is_held()
    {
        var atelier = await Atelier.In(_market, "Nhà Ánh");
        var other = await Atelier.In(_market, "Nhà Bách", atelier.Stall);
        var (scarf, bag) = (atelier.Stall.Product(atelier.Producer, "Khăn lanh"), atelier.Stall.Product(other.Producer, "Túi lanh"));
        await atelier.Stall.Open();
        var placed = await atelier.Stall.Order(PaymentMethod.CashOnDelivery, goods: [(scarf, 1), (bag, 1)]);
        var parts = await _market.Read(db => db.ProducerOrders.Select(part => new { part.Id, part.Number, part.ProducerId }).ToListAsync());
        var theirs = parts.Single(part => part.ProducerId == other.Producer.Id);
        await _market.Send(new ReportProblem(new OrderAccess(placed.Number, placed.Key, null), "Túi bị sai màu.", [], theirs.Id));
        await _market.Read(db => db.ProducerOrders.ExecuteUpdateAsync(set => set
            .SetProperty(part => part.Status, ProducerOrderStatus.Delivered).SetProperty(part => part.SettledAt, _market.Clock.GetUtcNow()).SetProperty(part => part.DeliveredAt, _market.Clock.GetUtcNow())));

        var queue = await (await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator))).Open("/moderation");
        using var maker = await _market.As(other.Maker);
        using var beside = await _market.As(atelier.Maker);

        var office = await (await _market.As(await _market.GivenUser(Some.User(), Roles.FinanceOfficer))).Open("/finance");

        Assert.NotNull(office.QuerySelector($"[aria-labelledby=problems] a[href='/problems/{placed.Number}']"));
        Assert.Contains("Nhà Bách", queue.QuerySelector($"main tr:has(a[href='/problems/{placed.Number}'])")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Đang giữ lại", (await maker.Open($"{other.Root}/money?state=Due")).Texts("tbody .muted")[0], StringComparison.Ordinal);
        Assert.NotNull((await maker.Open($"{other.Root}/orders/{theirs.Number}")).QuerySelector($".banner a[href='/problems/{placed.Number}']"));
        Assert.Null((await beside.Open($"{atelier.Root}/orders/{parts.Single(part => part.ProducerId == atelier.Producer.Id).Number}")).QuerySelector(".banner a"));
        await Close(placed);
        Assert.StartsWith("Gửi bạn từ", (await maker.Open($"{other.Root}/money?state=Due")).Texts("tbody .muted")[0], StringComparison.Ordinal);
        Assert.Null((await maker.Open($"{other.Root}/orders/{theirs.Number}")).QuerySelector(".banner a"));
    }

    /// <summary>Whoever knows code and telephone, which stand on every slip, must not fill the queue nor anybody's inbox.</summary>
    [Fact]
    public async Task Five_open_problems_of_an_order_are_enough_until_one_is_settled()
    {
        var (placed, _) = await Placed();
        await _market.GivenUser(Some.User(), Roles.Moderator);
        var anyone = _market.AsGuest();
        for (var turn = 0; turn < ReportProblem.MostOpen; turn++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await Report(anyone, placed)).StatusCode);
        }

        var refused = await Report(anyone, placed, "/fr", Pictures.Jpeg());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Walk.Page(refused);
        Assert.Contains("5 problèmes de cette commande attendent déjà", page.QuerySelector("#Text-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Khăn bị rách một góc.", page.QuerySelector("[name=Text]")!.TextContent.Trim());
        Assert.Equal(ReportProblem.MostOpen, await _market.Read(db => db.OrderProblems.CountAsync()));
        Assert.Empty(PrivateFiles());
        await Close(placed);
        Assert.Equal(HttpStatusCode.Redirect, (await Report(anyone, placed)).StatusCode);
    }

    /// <summary>Code and telephone stand on the slip: a maker who has it must not keep the buyer from speaking, nor hold the money of another.</summary>
    [Fact]
    public async Task Who_only_follows_an_order_takes_no_word_from_its_buyer_and_holds_money_once()
    {
        var (placed, _) = await Placed();
        var anyone = _market.AsGuest();
        var follower = placed with { Key = OrderKey.ForFollowing(placed.Key) };
        for (var turn = 0; turn < ReportProblem.MostOpenOfFollowers; turn++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await Report(anyone, follower, Pictures.Jpeg(300 + turn), Pictures.Jpeg(310 + turn))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Report(anyone, follower)).StatusCode);
        Assert.NotEmpty(await Held());
        await Close(placed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Report(anyone, follower, Pictures.Jpeg(320))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await Report(anyone, follower)).StatusCode);
        Assert.Empty(await Held());

        for (var turn = 0; turn < ReportProblem.MostOpen; turn++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await Report(anyone, placed, Pictures.Jpeg(400 + turn))).StatusCode);
        }

        Assert.NotEmpty(await Held());

        Task<List<OrderId>> Held() => _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_what_is_told_of_an_order_within_an_hour_one_round_of_mails_goes_out()
    {
        var (placed, _) = await Placed();
        await _market.GivenUser(Some.User(), Roles.Moderator);
        var anyone = _market.AsGuest();

        await Report(anyone, placed);
        var first = await Mails();
        _market.Clock.Advance(TimeSpan.FromMinutes(59));
        await Report(anyone, placed);
        var second = await Mails();
        _market.Clock.Advance(TimeSpan.FromMinutes(61));
        await Report(anyone, placed);

        Assert.Equal((2, 2, 4), (first, second, await Mails()));
        Assert.Equal(3, await _market.Read(db => db.OrderProblems.CountAsync(problem => problem.ClosedAt == null)));

        Task<int> Mails() => _market.Read(db => db.OutboxMessages.CountAsync(message => message.IdempotencyKey.StartsWith("problem:")));
    }

    [Fact]
    public async Task Of_many_problems_told_side_by_side_no_more_than_five_stay_open()
    {
        var (placed, _) = await Placed();
        var anyone = _market.AsGuest();

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Report(anyone, placed))));
        }

        Assert.InRange(await _market.Read(db => db.OrderProblems.CountAsync()), 1, ReportProblem.MostOpen);
    }

    /// <summary>Somebody else changes the order each time just before the report is saved.</summary>
    [Fact]
    public async Task A_report_that_loses_its_race_leaves_no_photo_behind()
    {
        using var market = new InterruptedMarket();
        var atelier = await Atelier.In(market);
        var scarf = atelier.Stall.Product(atelier.Producer, "Khăn lanh");
        await atelier.Stall.Open();
        var placed = await atelier.Stall.Order(PaymentMethod.CashOnDelivery, goods: (scarf, 1));
        market.Before("UPDATE \"Orders\" SET \"Version\" = \"Version\" + 1", "UPDATE \"Orders\"");
        market.Before("UPDATE \"Orders\" SET \"Version\" = \"Version\" + 1", "UPDATE \"Orders\"");

        var lost = await Report(market.AsGuest(), placed, Pictures.Jpeg());

        Assert.True(market.IsOver);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lost.StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(market.DataFolder, "media", "private"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Photos_are_forgotten_half_a_year_later()
    {
        var (placed, _) = await Placed();
        var buyer = _market.AsGuest();
        await Report(buyer, placed, Pictures.Jpeg());

        _market.Clock.Advance(TimeSpan.FromDays(179));
        await _market.Send(new ForgetProblemPhotos());
        Assert.NotNull((await Walk.Page(await buyer.Get($"/orders/{placed.Number}/problem?key={placed.Key}"))).QuerySelector("main img.photo"));

        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.Send(new ForgetProblemPhotos());
        Assert.Null((await Walk.Page(await buyer.Get($"/orders/{placed.Number}/problem?key={placed.Key}"))).QuerySelector("main img.photo"));
    }

    private Task<List<string>> Letters(string kind) => _market.Read(async db =>
        (await db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith(kind)).Select(message => message.Payload).ToListAsync())
            .ConvertAll(payload => System.Text.Json.JsonSerializer.Deserialize<Marketplace.Domain.Messaging.PersonalMessage>(payload)! is var letter ? letter.To + "\n" + letter.Text : ""));

    private string[] PrivateFiles() => Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "private"), "*", SearchOption.AllDirectories);

    private async Task Close(PreparedOrder placed) =>
        await (await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator))).Post($"/problems/{placed.Number}/closure", Answer);

    private static Task<HttpResponseMessage> Report(HttpClient browser, PreparedOrder placed, params byte[][] photos) => Report(browser, placed, "", photos);

    private static async Task<HttpResponseMessage> Report(HttpClient browser, PreparedOrder placed, string language, params byte[][] photos)
    {
        using var form = new MultipartFormDataContent { { new StringContent(placed.Key), "key" }, { new StringContent("Khăn bị rách một góc."), "Text" } };
        foreach (var photo in photos)
        {
            form.Add(new ByteArrayContent(photo), "Photos", "anh.jpg");
        }

        return await browser.PostAsync(new Uri($"{language}/orders/{placed.Number}/problem", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    private async Task<(PreparedOrder Placed, Atelier Atelier)> Placed(PaymentMethod method = PaymentMethod.CashOnDelivery)
    {
        var atelier = await Atelier.In(_market);
        var scarf = atelier.Stall.Product(atelier.Producer, "Khăn lanh");
        await atelier.Stall.Open();
        return (await atelier.Stall.Order(method, goods: (scarf, 1)), atelier);
    }
}

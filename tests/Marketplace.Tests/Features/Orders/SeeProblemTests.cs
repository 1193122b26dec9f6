using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.Expire;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Infrastructure.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Orders;

/// <summary>Who is told of a problem and reads it, and the money it holds until a moderator closes it.</summary>
public sealed class SeeProblemTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task What_is_wrong_waits_in_the_queue_holds_the_makers_money_and_is_closed_by_a_moderator()
    {
        var (placed, atelier) = await _market.Placed();
        var order = await _market.Read(db => db.Orders.Select(order => order.Id).SingleAsync());
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        await _market.AsGuest().Report(placed);

        var link = (await moderator.Open("/moderation")).QuerySelector($"main a[href='/problems/{placed.Number}']");
        var shown = await moderator.Open($"/problems/{placed.Number}");
        var theirs = await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}");
        var held = await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken));
        var byMaker = await (await _market.As(atelier.Maker)).Post($"/problems/{placed.Number}/closure", ProblemSteps.Answer);
        var closed = await moderator.Post($"/problems/{placed.Number}/closure", ProblemSteps.Answer);
        var again = await moderator.Post($"/problems/{placed.Number}/closure", ProblemSteps.Answer);

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
        var (placed, atelier) = await _market.Placed();
        var helper = await _market.GivenUser(Some.User(), Roles.Helper, Roles.Moderator);
        var now = _market.Clock.GetUtcNow();
        await _market.Given(new Mandate { Id = MandateId.New(), HelperId = helper.UserId, ProducerId = atelier.Producer.Id, Scope = MandateScope.Orders, From = now, Until = now.AddDays(10) });
        await _market.AsGuest().Report(placed);

        var refused = await (await _market.As(helper)).Post($"/problems/{placed.Number}/closure", ProblemSteps.Answer);
        var page = await refused.Page();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Hãy nhờ một đồng nghiệp", page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken)));
        await _market.Close(placed);
        Assert.Empty(await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_moderator_sees_whom_to_call_and_the_buyer_is_told_how_it_ended()
    {
        var (placed, atelier) = await _market.Placed();
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        await _market.AsGuest().Report(placed);

        var shown = await moderator.Open($"/problems/{placed.Number}");
        var theirs = await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}");
        using var wordless = await moderator.Post($"/problems/{placed.Number}/closure", ("Answer", " "));
        var held = await _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken));
        await moderator.Post($"/problems/{placed.Number}/closure", ProblemSteps.Answer);
        await moderator.Post($"/problems/{placed.Number}/closure", ProblemSteps.Answer);

        Assert.Equal(["tel:+84912345678", "tel:+84912345678"], shown.QuerySelectorAll("main a[href^='tel:']").Select(link => link.GetAttribute("href")));
        Assert.Contains("Nguyễn Thị Mai", shown.QuerySelector("main dl")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Khăn lanh × 1", shown.QuerySelector("main dl")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(shown.QuerySelector($"main a[href='/moderation/producers/{atelier.Producer.Id.Value}']"));
        Assert.NotNull(shown.QuerySelector("main a[href='/moderation']"));
        Assert.DoesNotContain("Nguyễn Thị Mai", theirs.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wordless.StatusCode);
        Assert.NotNull((await wordless.Page()).QuerySelector("#Answer[aria-invalid=true]"));
        Assert.Single(held);
        Assert.Contains(ProblemSteps.Answer.Text, Assert.Single(await _market.Letters("problem-closed:")), StringComparison.Ordinal);
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
        var letter = Assert.Single(await _market.Letters("problem:"));
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
        Assert.Contains(await _market.Letters("problem:"), words => words.Contains("mot@example.vn", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("cancelled")]
    [InlineData("expired")]
    public async Task Makers_hear_nothing_of_a_problem_with_an_order_that_was_never_paid(string end)
    {
        var (placed, atelier) = await _market.Placed(PaymentMethod.BankTransfer);
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

        Assert.Equal(HttpStatusCode.Redirect, (await _market.AsGuest().Report(placed)).StatusCode);

        var told = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("problem:")).Select(message => message.Payload).ToListAsync());
        Assert.Contains(moderator.UserName!, Assert.Single(told), StringComparison.Ordinal);
        await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}", HttpStatusCode.NotFound);
        await (await _market.As(moderator)).Open($"/problems/{placed.Number}");
    }

    [Fact]
    public async Task The_buyer_reads_again_what_they_told_and_what_was_answered_and_who_only_follows_does_not()
    {
        var (placed, atelier) = await _market.Placed();
        var guest = _market.AsGuest();
        await guest.Report(placed);
        await guest.Report(placed with { Key = OrderKey.ForFollowing(placed.Key) });

        var open = await guest.Open($"/orders/{placed.Number}?key={placed.Key}");
        await _market.Close(placed);
        var closed = await guest.Open($"/orders/{placed.Number}?key={placed.Key}");
        var followed = await guest.Open($"/track/{placed.Number}?key={OrderKey.ForFollowing(placed.Key)}");
        var seen = await (await _market.As(atelier.Maker)).Open($"/problems/{placed.Number}");

        Assert.Equal(["Khăn bị rách một góc."], open.Texts("[aria-labelledby=problems] .said"));
        Assert.Equal(["Đang chờ"], open.Texts("[aria-labelledby=problems] .tag"));
        Assert.Equal(["Khăn bị rách một góc.", ProblemSteps.Answer.Text], closed.Texts("[aria-labelledby=problems] .said"));
        Assert.Equal(["Đã giải quyết"], closed.Texts("[aria-labelledby=problems] .tag"));
        Assert.Null(followed.QuerySelector("#problems"));
        Assert.Contains(ProblemSteps.Answer.Text, seen.Texts("main .said"));
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
        await _market.Close(placed);
        Assert.StartsWith("Gửi bạn từ", (await maker.Open($"{other.Root}/money?state=Due")).Texts("tbody .muted")[0], StringComparison.Ordinal);
        Assert.Null((await maker.Open($"{other.Root}/orders/{theirs.Number}")).QuerySelector(".banner a"));
    }
}

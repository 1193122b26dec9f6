using System.Globalization;
using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Studio.Money;
using Marketplace.Infrastructure.Localization;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

/// <summary>A maker is paid seven days after somebody else said that the parcel came; fourteen where only they say so, and thirty when it went abroad.</summary>
public sealed class PayoutDelayTests : IDisposable
{
    private static readonly Actor Maker = new(UserId.New());

    private readonly PaymentMarket _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("the buyer", "VN", 7)]
    [InlineData("the clock", "VN", 7)]
    [InlineData("the courier with the cash", "VN", 7)]
    [InlineData("the maker", "VN", 14)]
    [InlineData("the maker", "FR", 30)]
    [InlineData("the buyer", "FR", 7)]
    public async Task Who_says_that_it_came_decides_when_its_maker_is_paid(string who, string country, int days)
    {
        var order = await Sent(who == "the courier with the cash" ? PaymentMethod.CashOnDelivery : PaymentMethod.BankTransfer, country);
        var part = order.Parts.Single().Id;

        await _market.Do(order, own => who switch
        {
            "the buyer" => own.Receive(part, _market.Clock.GetUtcNow(), new Actor(null)),
            "the clock" => own.Deliver(part, _market.Clock.GetUtcNow(), Actor.System),
            _ => own.Deliver(part, _market.Clock.GetUtcNow(), Maker),
        });
        if (order.Method == PaymentMethod.CashOnDelivery)
        {
            await _market.Do(order, own => own.SettlePart(part, _market.Clock.GetUtcNow()));
        }

        var today = _market.Clock.GetUtcNow().VietnamDay();
        Assert.Equal(who == "the maker" ? $"Gửi bạn từ {Day(7)}, chậm nhất {Day(days)}" : $"Gửi bạn từ {Day(days)}", await Said(MoneyState.Due));
        await IsDueAfter(TimeSpan.FromDays(days));

        string Day(int after) => Format.Day(today.AddDays(after), "vi");
    }

    [Theory]
    [InlineData("VN", 3, 10)]
    [InlineData("VN", 12, 14)]
    [InlineData("FR", 3, 10)]
    public async Task The_buyers_word_after_the_makers_starts_the_short_wait(string country, int saidAfter, int days)
    {
        var order = await Sent(PaymentMethod.BankTransfer, country);
        var part = order.Parts.Single().Id;
        await _market.Do(order, own => own.Deliver(part, _market.Clock.GetUtcNow(), Maker));
        _market.Clock.Advance(TimeSpan.FromDays(saidAfter));
        var browser = _market.AsGuest();
        var key = await _market.Read(db => db.Orders.Select(row => row.AccessKey).SingleAsync(Ct));

        var before = await browser.Open($"/orders/{order.Number}?key={key}");
        using var said = await browser.Post($"/orders/{order.Number}/parts/{part.Value}/receipt", ("key", key));
        using var again = await browser.Post($"/orders/{order.Number}/parts/{part.Value}/receipt", ("key", key));
        var after = await browser.Open($"/orders/{order.Number}?key={key}");

        Assert.Single(before.QuerySelectorAll("form[action$='/receipt']"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (said.StatusCode, again.StatusCode));
        Assert.Empty(after.QuerySelectorAll("form[action$='/receipt']"));
        Assert.Contains("Người mua xác nhận đã nhận", after.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _market.Read(db => db.Orders.SelectMany(row => row.History).CountAsync(step => step.Event == OrderTransitions.Receive, Ct)));
        Assert.Equal($"Gửi bạn từ {Format.Day(_market.Clock.GetUtcNow().VietnamDay().AddDays(days - saidAfter), "vi")}", await Said(MoneyState.Due));
        await IsDueAfter(TimeSpan.FromDays(days - saidAfter));
    }

    [Fact]
    public async Task Of_what_is_on_its_way_the_maker_reads_about_when_its_money_comes_until_it_is_late()
    {
        await Sent(PaymentMethod.BankTransfer, "VN");

        var before = await Said(MoneyState.Expected);
        _market.Clock.Advance(new DateTimeOffset(2026, 9, 11, 5, 0, 0, TimeSpan.Zero) - _market.Clock.GetUtcNow());
        var late = await Said(MoneyState.Expected);

        // To arrive by the 10th.
        Assert.Equal("Trên đường tới người mua. Khoảng 17/09/2026 gửi tiền cho bạn", before);
        Assert.Equal("Trên đường tới người mua", late);
    }

    /// <summary>As where the buyer was the first to say so.</summary>
    [Fact]
    public async Task What_the_buyer_confirmed_the_maker_does_not_take_back()
    {
        var order = await Sent(PaymentMethod.CashOnDelivery, "VN");
        var part = order.Parts.Single();
        await _market.Do(order, own => own.Deliver(part.Id, _market.Clock.GetUtcNow(), Maker));
        var key = await _market.Read(db => db.Orders.Select(row => row.AccessKey).SingleAsync(Ct));
        using var said = await _market.AsGuest().Post($"/orders/{order.Number}/parts/{part.Id.Value}/receipt", ("key", key));

        var back = await _market.Send(new Marketplace.Features.Fulfilment.Part.ReturnPart(part.ProducerId, Maker, part.Number, "refused"));

        Assert.Equal([OrderRefusals.NotNow], back.Refusals);
    }

    [Fact]
    public async Task The_makers_page_of_money_says_why_it_waits_and_how_it_is_quicker()
    {
        await Sent(PaymentMethod.BankTransfer, "VN");
        var shop = await _market.Read(db => db.Producers.AsNoTracking().SingleAsync(Ct));
        var person = new Person { Id = PersonId.New(), FullName = "Sùng A Páo", RecordedAt = _market.Clock.GetUtcNow() };
        await _market.Given(person, new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = shop.Id,
            Role = MembershipRole.Representative,
            ShareBasisPoints = 0,
            From = new DateOnly(2026, 1, 1),
        });
        using var maker = await _market.As(await _market.GivenUser(Some.User(person: person.Id), Roles.ProducerMember));

        var due = (await maker.Open($"/studio/{shop.Slug}/money?state=Due")).QuerySelector("main")!.TextContent;
        var paid = (await maker.Open($"/studio/{shop.Slug}/money?state=Paid")).QuerySelector("main")!.TextContent;

        Assert.Contains("thì chờ 14 ngày, hàng ra nước ngoài 30 ngày; nhanh hơn khi người mua bấm", due, StringComparison.Ordinal);
        Assert.DoesNotContain("nhanh hơn khi", paid, StringComparison.Ordinal);
    }

    private async Task<string> Said(MoneyState state)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Culture("vi");
        var money = await _market.Send(new ShowMoney(await _market.Read(db => db.ProducerOrders.Select(part => part.ProducerId).SingleAsync(Ct)), state, 1));
        return money.When(Assert.Single(money.Lines));
    }

    private async Task IsDueAfter(TimeSpan wait)
    {
        _market.Clock.Advance(wait - TimeSpan.FromMinutes(1));
        Assert.Empty((await _market.Send(new ListPayouts(1))).Due);

        _market.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(285_000, Assert.Single((await _market.Send(new ListPayouts(1))).Due).Dong);
    }

    private async Task<Order> Sent(PaymentMethod method, string country)
    {
        var order = method == PaymentMethod.CashOnDelivery ? await _market.Waiting(method) : await _market.Paid(method);
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(row => row.Address.CountryCode, country), Ct));
        await _market.Do(order, own =>
        {
            var (part, now) = (own.Parts.Single().Id, _market.Clock.GetUtcNow());
            own.Accept(part, now, Maker);
            own.Pack(part, now, Maker);
            return own.Send(part, "VNPost", "V1", now, Maker);
        });
        return await _market.Now(order);
    }
}

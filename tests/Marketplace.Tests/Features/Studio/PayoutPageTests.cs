using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Studio;

public sealed class PayoutPageTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_payment_opens_to_its_orders_and_their_lines_which_add_up_to_it()
    {
        var (producer, slug) = await Paid();
        var browser = await _market.As(await Member(producer));
        var number = await _market.Read(db => db.Payouts.Select(payout => payout.Number).SingleAsync(Ct));

        var money = await browser.Open($"/studio/{slug}/money?state=Paid");
        var page = await browser.Open($"/studio/{slug}/money/{number}");
        var model = await _market.Send(new Marketplace.Features.Studio.Money.ShowPayout(producer, number));

        Assert.Single(money.QuerySelectorAll($"main a[href$='/money/{number}']"));
        Assert.NotNull(money.QuerySelector("main a[href='/rules']"));
        Assert.Equal(570_000, model!.AmountDong);
        Assert.Equal(model.AmountDong, model.Parts.Sum(part => part.AmountDong));
        Assert.Equal([285_000, 285_000], model.Parts.Select(part => part.Goods.Sum(line => line.ReceivedDong)));
        Assert.Equal(2, page.QuerySelectorAll("main table").Length);
        Assert.Contains("FT77", page.Body!.TextContent);
        foreach (var order in page.QuerySelectorAll("main h2 a"))
        {
            await browser.Open(order.GetAttribute("href")!);
        }
    }

    /// <summary>On a phone the rest of a wide table lies to the right.</summary>
    [Fact]
    public async Task What_the_maker_receives_stands_right_after_the_name_of_the_goods()
    {
        var (producer, slug) = await Paid();
        var browser = await _market.As(await Member(producer));
        var number = await _market.Read(db => db.Payouts.Select(payout => payout.Number).SingleAsync(Ct));

        foreach (var page in (string[])["money?state=Paid", $"money/{number}"])
        {
            var opened = await browser.Open($"/studio/{slug}/{page}");
            Assert.Equal("Bạn nhận", opened.Texts("main thead th")[1]);
            Assert.Equal("285.000 ₫", opened.Texts("main tbody td")[1]);
            Assert.All(opened.Texts("main tfoot td.num"), sum => Assert.Equal("285.000 ₫", sum));
        }
    }

    [Fact]
    public async Task Payments_older_than_a_page_are_reached()
    {
        var producer = await Some.SavedProducer(_market);
        await _market.Given([.. Enumerable.Range(0, 65).Select(number => new Payout
        {
            Id = PayoutId.New(), ProducerId = producer.Id, Number = $"TT-{number:000}", PreparedAt = Some.Moment.AddDays(number),
        })]);
        await _market.Delivered();
        var browser = await _market.As(await Member(producer.Id));

        List<string> numbers = [];
        for (var address = $"/studio/{producer.Slug}/money"; address is not null;)
        {
            var page = await browser.Open(address);
            numbers.AddRange(page.Texts("main li a[href*='/money/TT-']"));
            address = page.QuerySelectorAll("nav.pager a[href*=payouts]").LastOrDefault(link => link.TextContent == "Cũ hơn")?.GetAttribute("href") is { } next
                ? $"/studio/{producer.Slug}/money{next.Split('#')[0]}" : null;
        }

        Assert.Equal(Enumerable.Range(0, 65).Reverse().Select(number => $"TT-{number:000}"), numbers);
    }

    [Fact]
    public async Task Another_shops_payment_is_not_found()
    {
        var (_, slug) = await Paid();
        var other = await Some.SavedProducer(_market);
        var browser = await _market.As(await Member(other.Id));
        var number = await _market.Read(db => db.Payouts.Select(payout => payout.Number).SingleAsync(Ct));

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/studio/{slug}/money/{number}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/studio/{other.Slug}/money/{number}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/studio/{other.Slug}/money/TT-khong-co")).StatusCode);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(ProducerId Producer, string Slug)> Paid()
    {
        var order = await _market.Delivered(parts: 2);
        var producer = order.Parts.First().ProducerId;
        await _market.CanBePaid(producer, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        var payout = await _market.Read(db => db.Payouts.Select(row => row.Id).SingleAsync(Ct));
        await _market.PayOut(payout, "FT77");
        return (producer, await _market.Read(db => db.Producers.Where(row => row.Id == producer).Select(row => row.Slug).SingleAsync(Ct)));
    }

    private async Task<Marketplace.Infrastructure.Accounts.User> Member(ProducerId producer)
    {
        var person = new Person { Id = PersonId.New(), FullName = "Giàng Thị Dợ", RecordedAt = _market.Clock.GetUtcNow() };
        await _market.Given(person, new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = producer,
            Role = MembershipRole.Representative,
            ShareBasisPoints = 10_000,
            From = new DateOnly(2026, 1, 1),
        });
        return await _market.GivenUser(Some.User(person: person.Id), Roles.ProducerMember);
    }
}

using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Finance.Overview;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Finance.RefundPart;
using Marketplace.Features.Finance.Refunds;
using Marketplace.Features.Studio.Money;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

/// <summary>A part whose money went back to the buyer after its producer had been paid for it.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task What_was_paid_out_and_refunded_since_is_taken_off_the_next_payout()
    {
        var sold = await PaidOut();
        await Refund(sold);
        Assert.Equal(285_000, await _market.Balance(LedgerAccount.ProducerPayable));
        await _market.Delivered(parts: 2);
        _market.Clock.Advance(TimeSpan.FromDays(8));

        var due = Assert.Single((await _market.Send(new ListPayouts(1))).Due);
        var payout = await PayOut();

        Assert.Equal((2, 570_000, 285_000, 285_000), (due.Parts, due.Dong, due.OwedDong, due.NetDong));
        Assert.Equal((285_000, 3), (payout.AmountDong, payout.Lines.Count));
        Assert.Equal(-285_000, payout.Lines.Single(line => line.Kind == PayoutLineKind.TakenBack).AmountDong);
        Assert.Equal(0, await _market.Balance(LedgerAccount.ProducerPayable));
        Assert.Equal(0, (await _market.Send(new ShowFinance())).Owing);
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task A_producer_who_owes_more_than_is_due_waits_and_finance_sees_it()
    {
        var (first, second) = (await PaidOut(), await PaidOut());
        await Refund(first);
        await Refund(second);
        Assert.Equal(1, (await _market.Send(new ShowFinance())).Owing);
        Assert.Equal(-570_000, Assert.Single((await _market.Send(new ListPayouts(1))).Due).NetDong);
        await _market.Delivered();
        _market.Clock.Advance(TimeSpan.FromDays(8));
        using var officer = await _market.As(await _market.Officer());

        using var none = await officer.Post("/finance/payouts");
        var before = await _market.Read(db => db.Payouts.CountAsync());
        var page = await officer.Open("/finance/payouts");
        await _market.Delivered(parts: 2);
        _market.Clock.Advance(TimeSpan.FromDays(8));
        var payout = await PayOut();

        Assert.Equal(2, before);
        Assert.Contains("Chờ bán thêm mới đủ bù", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((3 * 285_000) - (2 * 285_000), payout.AmountDong);
        Assert.Equal(0, await _market.Balance(LedgerAccount.ProducerPayable));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task What_is_owed_is_told_of_all_who_are_shown_and_the_total_is_of_all_there_are()
    {
        await Refund(await PaidOut());
        var first = _market.Maker!;
        _market.Maker = null;
        var (one, two) = (await PaidOut(), await PaidOut());
        await Refund(one);
        await Refund(two);
        _market.Maker = first;
        await _market.Delivered(parts: 3);
        _market.Maker = null;
        var third = await _market.Delivered(parts: 2);
        await _market.CanBePaid(third.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));

        var model = await _market.Send(new ListPayouts(1, AtMost: 1));

        Assert.Equal([(3, 855_000, 285_000), (0, 0, 570_000)], model.Due.Select(row => (row.Parts, (int)row.Dong, (int)row.OwedDong)));
        Assert.Equal(570_000 + 570_000, model.DueDong);
    }

    [Fact]
    public async Task It_is_taken_back_once_however_many_officers_prepare()
    {
        var sold = await PaidOut();
        await Refund(sold);
        await _market.Delivered(parts: 3);
        _market.Clock.Advance(TimeSpan.FromDays(8));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _market.Send(new PreparePayouts(UserId.New())))));
        await _market.Delivered(parts: 2);
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));

        var amounts = await _market.Read(db => db.Payouts.Where(payout => payout.Status == PayoutStatus.Prepared).OrderBy(payout => payout.Number).Select(payout => payout.AmountDong).ToListAsync());
        Assert.Equal([2 * 285_000, 2 * 285_000], amounts);
    }

    [Fact]
    public async Task The_database_itself_takes_a_part_back_once()
    {
        var sold = await PaidOut();
        var again = new Payout { Id = new PayoutId(Guid.CreateVersion7()), ProducerId = sold.ProducerId, Number = "TT-X-1", PreparedAt = _market.Clock.GetUtcNow() };
        again.TakeBack(sold.Id, 1);
        await _market.Given(again);
        var twice = new Payout { Id = new PayoutId(Guid.CreateVersion7()), ProducerId = sold.ProducerId, Number = "TT-X-2", PreparedAt = _market.Clock.GetUtcNow() };
        twice.TakeBack(sold.Id, 1);

        await Assert.ThrowsAsync<DbUpdateException>(() => _market.Given(twice));
    }

    [Fact]
    public async Task The_maker_reads_why_the_next_payment_is_smaller()
    {
        var sold = await PaidOut();
        await Refund(sold);
        using var maker = await Maker();
        var slug = _market.Maker!.Slug;

        var owed = await maker.Open($"/studio/{slug}/money?state={MoneyState.Owed}");
        await _market.Delivered(parts: 2);
        _market.Clock.Advance(TimeSpan.FromDays(8));
        var payout = await PayOut();
        using var later = await Maker();
        var afterwards = await _market.Send(new ShowMoney(_market.Maker!.Id, MoneyState.Paid, 1));
        var opened = await later.Open($"/studio/{slug}/money/{payout.Number}");

        Assert.Contains("Trừ vào lần trả tới", owed.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(sold.Number, owed.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal([570_000L, 0L], [.. afterwards.Totals.Where(total => total.State is MoneyState.Paid or MoneyState.Owed).Select(total => total.Dong)]);
        Assert.Contains("Trừ lại: đã trả người mua", opened.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(sold.Number, opened.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_officer_opens_a_payout_to_what_it_takes_back()
    {
        var sold = await PaidOut();
        await Refund(sold);
        await _market.Delivered(parts: 2);
        _market.Clock.Advance(TimeSpan.FromDays(8));
        var payout = await PayOut();
        using var officer = await _market.As(await _market.Officer());

        var page = await officer.Open($"/finance/payouts/{payout.Id.Value}");

        var row = page.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains(sold.Number, StringComparison.Ordinal));
        Assert.Contains("Trừ lại", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("285.000", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_of_a_part_and_of_its_refund_open_the_payouts_it_went_out_with_and_was_taken_back_by()
    {
        var sold = await PaidOut();
        using var officer = await _market.As(await _market.Officer());
        var order = await _market.Read(db => db.Orders.Where(row => row.Id == sold.OrderId).Select(row => row.Number).SingleAsync());
        var before = await officer.Open($"/finance/parts/{sold.Number}/refund");
        await Refund(sold);
        await _market.Delivered(parts: 2);
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await PayOut();
        var refund = await _market.Read(db => db.Refunds.Where(refund => refund.PartId == sold.Id).Select(refund => refund.Id).SingleAsync());

        var ledger = await officer.Open($"/finance/orders/{order}");
        var refunded = await officer.Open($"/finance/refunds/{refund.Value}");

        var links = ledger.QuerySelectorAll("main a[href^='/finance/payouts/']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(2, links.Count);
        Assert.Equal([links[0]], before.QuerySelectorAll("dl a[href^='/finance/payouts/']").Select(link => link.GetAttribute("href")!));
        Assert.Equal(links, refunded.QuerySelectorAll("dl a[href^='/finance/payouts/']").Select(link => link.GetAttribute("href")!));
        Assert.Equal(["Trừ lại"], ledger.Texts("main li .tag.danger"));
        foreach (var link in links)
        {
            Assert.Contains($"/finance/orders/{order}", (await officer.Open(link)).QuerySelectorAll("tbody a").Select(part => part.GetAttribute("href")));
        }
    }

    /// <summary>A part that was delivered, and whose producer has its money. All of one maker.</summary>
    [Fact]
    public async Task A_producer_who_owes_more_than_may_stand_is_told_of_to_officers_once_a_month_as_long_as_they_do()
    {
        await _market.Officer();
        var (first, second) = (await PaidOut(), await PaidOut());
        await Refund(first);
        await Days(1);
        var below = await Alarms();

        await Refund(second);
        await Days(3);
        var above = await Alarms();
        await Days(31);

        Assert.Empty(below);
        Assert.Contains("570", Assert.Single(above), StringComparison.Ordinal);
        Assert.Equal(2, (await Alarms()).Count);
    }

    private async Task Days(int count)
    {
        for (var day = 0; day < count; day++)
        {
            _market.Clock.Advance(TimeSpan.FromDays(1));
            await _market.RunJobs();
        }
    }

    private Task<List<string>> Alarms() =>
        _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("alarm-debt")).Select(message => message.Payload).ToListAsync());

    private async Task<ProducerOrder> PaidOut()
    {
        if (_market.Maker is null)
        {
            _market.Maker = await Some.SavedProducer(_market);
            await _market.CanBePaid(_market.Maker.Id, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        }

        var part = (await _market.Delivered()).Parts.Single();
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await PayOut();
        return part;
    }

    private async Task<Payout> PayOut()
    {
        await _market.Send(new PreparePayouts(UserId.New()));
        var payout = await _market.Read(db => db.Payouts.AsNoTracking().Include(row => row.Lines).SingleAsync(row => row.Status == PayoutStatus.Prepared));
        await _market.PayOut(payout.Id, "FT1");
        return payout;
    }

    private async Task Refund(ProducerOrder part)
    {
        Assert.Empty((await _market.Send(new RefundPart(part.Number, "Rách khi mở hộp", UserId.New()))).Refusals);
        var refund = await _market.Read(db => db.Refunds.Where(refund => refund.PartId == part.Id).Select(refund => refund.Id).SingleAsync());
        Assert.Empty((await _market.Approve(refund)).Refusals);
        Assert.Empty((await _market.Send(new CompleteRefund(refund, "FT2", UserId.New()))).Refusals);
    }

    private async Task<HttpClient> Maker()
    {
        var person = new Person { Id = PersonId.New(), FullName = "Giàng Thị Đơ", RecordedAt = _market.Clock.GetUtcNow() };
        await _market.Given(person, new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = _market.Maker!.Id,
            Role = MembershipRole.Member,
            ShareBasisPoints = 0,
            From = new DateOnly(2026, 1, 1),
        });
        return await _market.As(await _market.GivenUser(Some.User(person: person.Id), Roles.ProducerMember));
    }
}

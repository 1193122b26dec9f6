using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Studio.Settings;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Finance;

/// <summary>Where a payout goes, when somebody changes the account before, between and after.</summary>
public sealed class PayoutAccountTests : IDisposable
{
    private static readonly BankAccount First = new("970436", "0123456789", "GIANG THI DO");
    private readonly CountedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_file_that_was_made_goes_where_it_went_whatever_the_account_is_now()
    {
        var (producer, payout) = await Prepared();
        using var officer = await _market.As(await _market.Officer());
        using var file = await officer.Post("/finance/payouts/batch");
        Assert.Empty((await Change(producer, "999988887777")).Refusals);

        var batch = await _market.Read(db => db.Payouts.Select(row => row.BatchId).SingleAsync(Ct));
        using var again = await officer.Post($"/finance/payouts/batches/{batch}");
        var page = await officer.Open($"/en/finance/payouts/{payout.Value}");

        Assert.Equal(await file.Content.ReadAsStringAsync(Ct), await again.Content.ReadAsStringAsync(Ct));
        Assert.Contains("\"0123456789\"", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var words = page.QuerySelector("main")!.TextContent;
        Assert.Contains("To the account ending in6789", words.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", words, StringComparison.Ordinal);
        Assert.DoesNotContain("7777", words, StringComparison.Ordinal);
        Assert.Equal(
            [$"payout {await Number(payout)}", $"payout {await Number(payout)}", $"page of payout {await Number(payout)}"],
            await Reads($"producer/{producer.Id.Value:N}/bank", "payout"));
    }

    [Fact]
    public async Task The_representative_sees_to_which_account_a_payment_went_and_other_members_do_not()
    {
        var (producer, payout) = await Prepared();
        await _market.Send(new ExportBatch(UserId.New()));
        var address = $"/en/studio/{producer.Slug}/money/{await Number(payout)}";

        var own = await (await _market.As(await Member(producer.Id, MembershipRole.Representative))).Open(address);
        var members = await (await _market.As(await Member(producer.Id, MembershipRole.Member))).Open(address);

        Assert.Contains("6789", own.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("6789", members.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_representative_sees_on_record_to_which_account_money_that_comes_or_is_due_will_go_and_other_members_do_not()
    {
        var (producer, _) = await Prepared();
        var address = $"/en/studio/{producer.Slug}/money?state=";
        var representative = await _market.As(await Member(producer.Id, MembershipRole.Representative));

        var due = await representative.Open(address + "Due");
        var expected = await representative.Open(address + "Expected");
        var paid = await representative.Open(address + "Paid");
        var member = await _market.As(await Member(producer.Id, MembershipRole.Member));

        Assert.Contains("6789", due.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("6789", expected.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("6789", paid.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        foreach (var state in (string[])["Expected", "Due"])
        {
            Assert.DoesNotContain("6789", (await member.Open(address + state)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(["page of money due", "page of money expected"], await Reads($"producer/{producer.Id.Value:N}/bank", "page of money"));
    }

    [Fact]
    public async Task After_a_change_payouts_wait_for_the_days_of_the_rule_and_the_pages_say_so()
    {
        var (producer, payout) = await Prepared();
        await Change(producer, "999988887777");
        using var officer = await _market.As(await _market.Officer());

        _market.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        using var early = await officer.Post("/finance/payouts/batch");
        var list = await officer.Open("/en/finance/payouts");
        var page = await officer.Open($"/en/finance/payouts/{payout.Value}");
        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        using var file = await officer.Post("/finance/payouts/batch");
        var after = await officer.Open($"/en/finance/payouts/{payout.Value}");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (early.StatusCode, file.StatusCode));
        Assert.Contains("waits until 12 Sep 2026", list.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("goes into no bank file before 12 Sep 2026", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("no bank file before", after.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"999988887777\"", await file.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gave_their_first_account_is_paid_at_once_and_who_changed_theirs_keeps_nobody_waiting()
    {
        var (changed, waiting) = await Prepared();
        var order = await _market.Delivered();
        var newcomer = await Shop(order);
        await Change(newcomer, "111122223333");
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        await Change(changed, "999988887777");

        var file = await _market.Send(new ExportBatch(UserId.New()));

        Assert.Contains("111122223333", file.Value!, StringComparison.Ordinal);
        Assert.DoesNotContain(await Number(waiting), file.Value!, StringComparison.Ordinal);
        Assert.Equal(PayoutStatus.Prepared, await _market.Read(db => db.Payouts.Where(row => row.Id == waiting).Select(row => row.Status).SingleAsync(Ct)));
    }

    [Fact]
    public async Task A_file_of_before_accounts_were_kept_is_not_made_up_from_todays()
    {
        await Prepared();
        await _market.Send(new ExportBatch(UserId.New()));
        await _market.Read(db => db.Payouts.ExecuteUpdateAsync(set => set.SetProperty(row => row.AccountCipher, (byte[]?)null), Ct));
        var batch = await _market.Read(db => db.Payouts.Select(row => row.BatchId).SingleAsync(Ct));
        using var officer = await _market.As(await _market.Officer());

        using var again = await officer.Post($"/en/finance/payouts/batches/{batch}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Contains("cannot be fetched again", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_many_payouts_takes_no_more_commands_than_one_of_few_and_each_account_is_logged()
    {
        await Prepared();
        await _market.Send(new ExportBatch(UserId.New()));
        await Prepared();
        var few = await Commands();
        for (var maker = 0; maker < 5; maker++)
        {
            await Prepared();
        }

        var many = await Commands();

        Assert.Equal(few, many);
        Assert.Equal(7, await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == SensitiveReader.Action).Select(entry => entry.Subject).Distinct().CountAsync(Ct)));

        async Task<int> Commands()
        {
            _market.Commands.Count = 0;
            Assert.True((await _market.Send(new ExportBatch(UserId.New()))).Succeeded);
            return _market.Commands.Count;
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(Producer Producer, PayoutId Payout)> Prepared()
    {
        var order = await _market.Delivered();
        var producer = await Shop(order);
        await _market.CanBePaid(producer.Id, First);
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        return (producer, await _market.Read(db => db.Payouts.Where(row => row.ProducerId == producer.Id).Select(row => row.Id).SingleAsync(Ct)));
    }

    private Task<Producer> Shop(Order order)
    {
        var id = order.Parts.Single().ProducerId;
        return _market.Read(db => db.Producers.AsNoTracking().SingleAsync(producer => producer.Id == id, Ct));
    }

    private async Task<Marketplace.Domain.Common.Result> Change(Producer producer, string number)
    {
        var user = await Member(producer.Id, MembershipRole.Representative);
        return await _market.Send(new SetBankAccount(producer.Id, new Actor(user.UserId), true, "970405", number, "KE GIAN", Some.Password));
    }

    private async Task<User> Member(ProducerId producer, MembershipRole role)
    {
        var person = new Person { Id = PersonId.New(), FullName = "Giàng Thị Dợ", RecordedAt = _market.Clock.GetUtcNow() };
        await _market.Given(person, new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = producer,
            Role = role,
            ShareBasisPoints = 0,
            From = new DateOnly(2026, 1, 1),
        });
        return await _market.GivenUser(Some.User(person: person.Id), Roles.ProducerMember);
    }

    private Task<string> Number(PayoutId payout) => _market.Read(db => db.Payouts.Where(row => row.Id == payout).Select(row => row.Number).SingleAsync(Ct));

    private Task<List<string>> Reads(string subject, string about) => _market.Read(db => db.AuditEvents
        .Where(entry => entry.Action == SensitiveReader.Action && entry.Subject == subject && entry.Detail.Contains(about)).OrderBy(entry => entry.Id).Select(entry => entry.Detail).ToListAsync(Ct));

    private sealed class CountedMarket : PaymentMarket
    {
        public CommandCounter Commands { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.ConfigureDbContext<SqliteMarketplaceDb>(options => options.AddInterceptors(Commands)));
        }
    }
}

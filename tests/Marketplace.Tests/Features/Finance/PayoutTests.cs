using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Payouts;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data.Migrations;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class PayoutTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task What_is_due_is_prepared_exported_and_paid_once()
    {
        var order = await _market.Delivered(parts: 2);
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "=GIANG \"THI\" DO"));
        using var officer = await _market.As(await _market.Officer());
        using var second = await _market.As(await _market.Officer());

        _market.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        using var early = await officer.Post("/finance/payouts");
        var before = await _market.Read(db => db.Payouts.CountAsync());
        _market.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(570_000, (await _market.Send(new ListPayouts(1))).DueDong);
        using var prepared = await officer.Post("/finance/payouts");
        using var preparedAgain = await officer.Post("/finance/payouts");
        var payout = await _market.Read(db => db.Payouts.Include(row => row.Lines).SingleAsync());
        using var file = await officer.Post("/finance/payouts/batch");
        var csv = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var paid = await second.Post($"/finance/payouts/{payout.Id.Value}/payment", ("Form.Reference", "FT77"));
        using var paidAgain = await second.Post($"/finance/payouts/{payout.Id.Value}/payment", ("Form.Reference", "FT78"));

        Assert.Equal((0, 570_000, 2), (before, payout.AmountDong, payout.Lines.Count));
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"\"{payout.Number}\",\"'=GIANG \"\"THI\"\" DO\",\"0123456789\",\"970436\",570000,\"{payout.Number.Replace("-", "", StringComparison.Ordinal)}\"\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(1, await _market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == SensitiveReader.Action && entry.Detail == "payout " + payout.Number)));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (paid.StatusCode, paidAgain.StatusCode));
        Assert.Equal((PayoutStatus.Paid, "FT77"), await _market.Read(db => db.Payouts.Select(row => new ValueTuple<PayoutStatus, string>(row.Status, row.BankReference)).SingleAsync()));
        Assert.Equal((0, 670_000 - 570_000), (await _market.Balance(LedgerAccount.ProducerPayable), await _market.Balance(LedgerAccount.Bank)));
        Assert.Equal(1, await _market.Read(db => db.LedgerTransactions.CountAsync(entry => entry.Kind == "payout")));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task Two_officers_at_once_prepare_and_pay_once()
    {
        var order = await _market.Delivered();
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _market.Send(new PreparePayouts(UserId.New())))));
        var payout = await _market.Read(db => db.Payouts.SingleAsync());
        await _market.Send(new ExportBatch(UserId.New()));
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _market.Send(new MarkPaid(payout.Id, "FT1", UserId.New())))));

        Assert.Single(results, result => result.Succeeded);
        Assert.Equal(0, await _market.Balance(LedgerAccount.ProducerPayable));
    }

    [Fact]
    public async Task What_is_in_no_bank_file_yet_is_not_paid_whoever_says_so()
    {
        var payout = await Prepared(await _market.Officer());
        using var other = await _market.As(await _market.Officer());

        using var paid = await other.Post($"/en/finance/payouts/{payout}/payment", ("Form.Reference", "FT1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, paid.StatusCode);
        Assert.Contains("Download the bank file", (await paid.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(PayoutStatus.Prepared, await Status());
        var page = await other.Open($"/en/finance/payouts/{payout}");
        Assert.Null(page.QuerySelector("form[action$='/payment']"));
        Assert.Contains("in no bank file yet", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await _market.Read(db => db.LedgerTransactions.CountAsync(entry => entry.Kind == "payout")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_prepared_a_payout_or_made_its_file_does_not_say_that_it_was_paid(bool isPreparer)
    {
        var (preparer, exporter, third) = (await _market.Officer(), await _market.Officer(), await _market.Officer());
        var payout = await Prepared(preparer);
        Assert.Empty((await _market.Send(new ExportBatch(exporter.UserId))).Refusals);
        using var first = await _market.As(isPreparer ? preparer : exporter);
        using var other = await _market.As(third);
        var address = $"/finance/payouts/{payout}";

        var page = await first.Open(address);
        using var refused = await first.Post($"{address}/payment", ("Form.Reference", "FT1"));
        using var english = await first.Post($"/en{address}/payment", ("Form.Reference", "FT1"));
        var before = await Status();
        var form = (await other.Open(address)).QuerySelector("form[action$='/payment']");
        using var paid = await other.Post($"{address}/payment", ("Form.Reference", "FT1"));

        Assert.Null(page.QuerySelector("form[action$='/payment']"));
        Assert.Contains("Một cán bộ tài chính khác đối chiếu", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(preparer.DisplayName, page.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, PayoutStatus.Exported), (refused.StatusCode, before));
        Assert.Contains("Nhờ một cán bộ tài chính khác", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ask another finance officer", (await english.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(form);
        Assert.Equal((HttpStatusCode.Redirect, PayoutStatus.Paid), (paid.StatusCode, await Status()));
    }

    /// <summary>Payouts of before it was kept get their officer from the audit log.</summary>
    [Fact]
    public async Task Who_prepared_what_was_there_before_is_found_in_the_audit_log()
    {
        var officer = await _market.Officer();
        await Prepared(officer);
        await _market.Read(db => db.Payouts.ExecuteUpdateAsync(set => set.SetProperty(row => row.PreparedBy, (UserId?)null)));

        await _market.Read(db => db.Database.ExecuteSqlRawAsync(FillPreparedBy.Statement));

        Assert.Equal(officer.UserId, await _market.Read(db => db.Payouts.Select(row => row.PreparedBy).SingleAsync()));
    }

    [Fact]
    public async Task Without_an_account_nothing_is_prepared()
    {
        var order = await _market.Delivered();
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(row => row.SetProperty(producer => producer.BankCipher, (byte[]?)null)));
        _market.Clock.Advance(TimeSpan.FromDays(8));

        await _market.Send(new PreparePayouts(UserId.New()));

        Assert.Equal(0, await _market.Read(db => db.Payouts.CountAsync()));
        Assert.False(Assert.Single((await _market.Send(new ListPayouts(1))).Due).HasAccount);
    }

    [Fact]
    public async Task A_payout_is_in_one_bank_file_only_and_a_lost_file_is_fetched_again_on_record()
    {
        var order = await _market.Delivered();
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        using var first = await _market.As(await _market.Officer());
        using var second = await _market.As(await _market.Officer());

        using var file = await first.Post("/finance/payouts/batch");
        using var other = await second.Post("/finance/payouts/batch");
        var payout = await _market.Read(db => db.Payouts.SingleAsync());
        using var again = await second.Post($"/finance/payouts/batches/{payout.BatchId}");
        var csv = await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var unknown = await second.Post($"/finance/payouts/batches/{Guid.NewGuid()}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.NotFound), (file.StatusCode, other.StatusCode, again.StatusCode, unknown.StatusCode));
        Assert.Equal((PayoutStatus.Exported, _market.Clock.GetUtcNow()), (payout.Status, payout.ExportedAt));
        Assert.NotNull(payout.ExportedBy);
        Assert.Contains(payout.Number, csv, StringComparison.Ordinal);
        Assert.Equal(["payouts.export", "payouts.export-again"], await _market.Read(db => db.AuditEvents.Where(entry => entry.Action.StartsWith("payouts.export")).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
        Assert.Contains("batches/" + payout.BatchId, await second.GetStringAsync("/finance/payouts", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payout_that_came_back_frees_its_parts_for_the_next(bool wasPaid)
    {
        var order = await _market.Delivered(parts: 2);
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        var payout = await _market.Read(db => db.Payouts.SingleAsync());
        using var officer = await _market.As(await _market.Officer());
        using var early = await officer.Post($"/finance/payouts/{payout.Id.Value}/return", ("Form.Reason", "not sent yet"));
        using var file = await officer.Post("/finance/payouts/batch");
        if (wasPaid)
        {
            Assert.Empty((await _market.Send(new MarkPaid(payout.Id, "FT1", UserId.New()))).Refusals);
        }

        await officer.Refuses($"/finance/payouts/{payout.Id.Value}/return", ("Form.Reason", ""));
        using var back = await officer.Post($"/finance/payouts/{payout.Id.Value}/return", ("Form.Reason", "wrong account"));
        using var again = await officer.Post($"/finance/payouts/{payout.Id.Value}/return", ("Form.Reason", "again"));
        using var late = await officer.Post($"/finance/payouts/{payout.Id.Value}/payment", ("Form.Reference", "FT2"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (early.StatusCode, back.StatusCode));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (again.StatusCode, late.StatusCode));
        Assert.Equal((-570_000, 670_000), (await _market.Balance(LedgerAccount.ProducerPayable), await _market.Balance(LedgerAccount.Bank)));
        Assert.Contains("wrong account", await officer.GetStringAsync($"/finance/payouts/{payout.Id.Value}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await _market.Send(new PreparePayouts(UserId.New()));
        var next = await _market.Read(db => db.Payouts.Include(row => row.Lines).SingleAsync(row => row.Id != payout.Id));
        Assert.Equal((PayoutStatus.Prepared, 570_000, 2), (next.Status, next.AmountDong, next.Lines.Count));
        await _market.PayOut(next.Id, "FT3");
        Assert.Equal((0, 100_000), (await _market.Balance(LedgerAccount.ProducerPayable), await _market.Balance(LedgerAccount.Bank)));
        await _market.LedgerCloses();
    }

    [Theory]
    [MemberData(nameof(FinanceForms.NoTexts), MemberType = typeof(FinanceForms))]
    public async Task A_payout_does_not_come_back_without_a_reason(string typed)
    {
        var order = await _market.Delivered();
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        using var officer = await _market.As(await _market.Officer());
        using var file = await officer.Post("/finance/payouts/batch");
        var payout = await _market.Read(db => db.Payouts.Select(row => row.Id.Value).SingleAsync());

        await officer.Refuses($"/finance/payouts/{payout}/return", ("Form.Reason", typed));

        Assert.Equal(PayoutStatus.Exported, await _market.Read(db => db.Payouts.Select(row => row.Status).SingleAsync()));
    }

    [Fact]
    public async Task What_is_in_dispute_is_held_until_the_dispute_is_closed()
    {
        using var market = new PaymentMarket(new ScriptedStripe());
        var order = await market.Delivered(Marketplace.Domain.Payments.PaymentMethod.Card);
        await market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        await market.HearStripe(await market.Attempt(order), "charge.dispute.created", "evt_d1");
        market.Clock.Advance(TimeSpan.FromDays(8));

        await market.Send(new PreparePayouts(UserId.New()));
        var meanwhile = await market.Send(new ListPayouts(1));
        var none = await market.Read(db => db.Payouts.CountAsync());
        using var officer = await market.As(await market.Officer());
        var page = await officer.GetStringAsync("/finance/payouts", TestContext.Current.CancellationToken);
        await market.HearStripe(await market.Attempt(order), "charge.dispute.closed", "evt_d2");
        await market.Send(new PreparePayouts(UserId.New()));

        Assert.Equal((0, 0), (none, meanwhile.Due.Count));
        Assert.Equal((order.Parts.First().Number, 285_000), (Assert.Single(meanwhile.Held).Part, meanwhile.Held[0].Dong));
        Assert.Contains(order.Parts.First().Number, page, StringComparison.Ordinal);
        Assert.Equal(285_000, await market.Read(db => db.Payouts.Select(payout => payout.AmountDong).SingleAsync()));
    }

    [Fact]
    public async Task What_is_disputed_after_it_was_prepared_goes_to_no_bank_and_the_rest_comes_with_the_next()
    {
        using var market = new PaymentMarket(new ScriptedStripe());
        market.Maker = await Some.SavedProducer(market);
        var disputed = await market.Delivered(Marketplace.Domain.Payments.PaymentMethod.Card);
        await market.Delivered();
        await market.CanBePaid(market.Maker.Id, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        market.Clock.Advance(TimeSpan.FromDays(8));
        await market.Send(new PreparePayouts(UserId.New()));
        await market.HearStripe(await market.Attempt(disputed), "charge.dispute.created", "evt_d1");
        using var officer = await market.As(await market.Officer());

        var before = await officer.Open("/en/finance/payouts");
        using var none = await officer.Post("/finance/payouts/batch");
        var withdrawn = await market.Read(db => db.Payouts.SingleAsync());
        var page = await officer.Open($"/en/finance/payouts/{withdrawn.Id.Value}");
        using var paid = await officer.Post($"/finance/payouts/{withdrawn.Id.Value}/payment", ("Form.Reference", "FT1"));
        await market.Send(new PreparePayouts(UserId.New()));
        using var file = await officer.Post("/finance/payouts/batch");
        var held = (await market.Send(new ListPayouts(1))).Held;
        await market.HearStripe(await market.Attempt(disputed), "charge.dispute.closed", "evt_d2");
        await market.Send(new PreparePayouts(UserId.New()));

        Assert.Contains("not for the file", before.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, PayoutStatus.Withdrawn), (none.StatusCode, withdrawn.Status));
        Assert.Contains("never sent", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (paid.StatusCode, file.StatusCode));
        Assert.Equal(disputed.Parts.Single().Number, Assert.Single(held).Part);
        Assert.Equal(
            [(PayoutStatus.Withdrawn, 570_000L), (PayoutStatus.Exported, 285_000L), (PayoutStatus.Prepared, 285_000L)],
            await market.Read(db => db.Payouts.OrderBy(payout => payout.Number).Select(payout => new ValueTuple<PayoutStatus, long>(payout.Status, payout.AmountDong)).ToListAsync()));
        Assert.Equal(1, await market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == "payout.withdraw")));
    }

    [Fact]
    public async Task What_went_back_after_it_was_prepared_is_not_paid_out_and_others_are()
    {
        using var market = new PaymentMarket(new ScriptedStripe());
        var (refunded, other) = (await market.Delivered(Marketplace.Domain.Payments.PaymentMethod.Card), await market.Delivered());
        await market.CanBePaid(refunded.Parts.Single().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        await market.CanBePaid(other.Parts.Single().ProducerId, new BankAccount("970436", "9876543210", "LY THI MAY"));
        market.Clock.Advance(TimeSpan.FromDays(8));
        await market.Send(new PreparePayouts(UserId.New()));
        await market.HearStripe(await market.Attempt(refunded), "charge.refunded", "evt_r1");
        using var officer = await market.As(await market.Officer());

        using var file = await officer.Post("/finance/payouts/batch");
        var csv = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await market.Send(new PreparePayouts(UserId.New()));

        Assert.Contains("9876543210", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", csv, StringComparison.Ordinal);
        Assert.Equal(
            [PayoutStatus.Exported, PayoutStatus.Withdrawn],
            (await market.Read(db => db.Payouts.Select(payout => payout.Status).ToListAsync())).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")]
    public async Task A_payout_is_paid_with_the_banks_reference_only(string typed)
    {
        var order = await _market.Delivered();
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        await _market.Send(new ExportBatch(UserId.New()));
        var payout = await _market.Read(db => db.Payouts.SingleAsync());
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses($"/finance/payouts/{payout.Id.Value}/payment", ("Form.Reference", typed));
        Assert.Equal(0, await _market.Read(db => db.LedgerTransactions.CountAsync(entry => entry.Kind == "payout")));
    }

    private async Task<Guid> Prepared(User officer)
    {
        var order = await _market.Delivered();
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(officer.UserId));
        return (await _market.Read(db => db.Payouts.Select(row => row.Id).SingleAsync())).Value;
    }

    private Task<PayoutStatus> Status() => _market.Read(db => db.Payouts.Select(row => row.Status).SingleAsync());
}

using System.Net;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Payouts;
using Marketplace.Features.Finance.Payouts;
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
        using var paid = await officer.Post($"/finance/payouts/{payout.Id.Value}/payment", ("Form.Reference", "FT77"));
        using var paidAgain = await officer.Post($"/finance/payouts/{payout.Id.Value}/payment", ("Form.Reference", "FT78"));

        Assert.Equal((0, 570_000, 2), (before, payout.AmountDong, payout.Lines.Count));
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"\"{payout.Number}\",\"'=GIANG \"\"THI\"\" DO\",\"0123456789\",\"970436\",570000,\"{payout.Number.Replace("-", "", StringComparison.Ordinal)}\"\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(1, await _market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == SensitiveReader.Action)));
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

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _market.Send(new PreparePayouts(null)))));
        var payout = await _market.Read(db => db.Payouts.SingleAsync());
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _market.Send(new MarkPaid(payout.Id, "FT1", null)))));

        Assert.Single(results, result => result.Succeeded);
        Assert.Equal(0, await _market.Balance(LedgerAccount.ProducerPayable));
    }

    [Fact]
    public async Task Without_an_account_nothing_is_prepared()
    {
        var order = await _market.Delivered();
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(row => row.SetProperty(producer => producer.BankCipher, (byte[]?)null)));
        _market.Clock.Advance(TimeSpan.FromDays(8));

        await _market.Send(new PreparePayouts(null));

        Assert.Equal(0, await _market.Read(db => db.Payouts.CountAsync()));
        Assert.False(Assert.Single((await _market.Send(new ListPayouts(1))).Due).HasAccount);
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
        await _market.Send(new PreparePayouts(null));
        var payout = await _market.Read(db => db.Payouts.SingleAsync());
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses($"/finance/payouts/{payout.Id.Value}/payment", ("Form.Reference", typed));
        Assert.Equal(0, await _market.Read(db => db.LedgerTransactions.CountAsync(entry => entry.Kind == "payout")));
    }
}

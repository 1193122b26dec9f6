using System.Net;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class RefundQueueTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task One_officer_approves_another_transfers()
    {
        var refund = await Cancelled();
        using var first = await _market.As(await _market.Officer());
        using var second = await _market.As(await _market.Officer());
        var (approval, transfer) = ($"/finance/refunds/{refund}/approval", $"/finance/refunds/{refund}/transfer");

        using var tooSoon = await second.Post(transfer, ("Form.Reference", "FT1"));
        using var approved = await first.Post(approval);
        using var approvedAgain = await second.Post(approval);
        using var same = await first.Post(transfer, ("Form.Reference", "FT1"));
        var between = await _market.Balance(LedgerAccount.Bank);
        var waiting = await first.Open($"/finance/refunds/{refund}");
        using var done = await second.Post(transfer, ("Form.Reference", "FT1"));
        using var again = await second.Post(transfer, ("Form.Reference", "FT2"));

        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity],
            [tooSoon.StatusCode, approved.StatusCode, approvedAgain.StatusCode, same.StatusCode, done.StatusCode, again.StatusCode]);
        Assert.Empty(waiting.QuerySelectorAll("form[action$='/transfer']"));
        Assert.Equal((335_000, 0), (between, await _market.Balance(LedgerAccount.Bank)));
        Assert.Equal((RefundStatus.Succeeded, "FT1"), await _market.Read(db => db.Refunds.Select(row => new ValueTuple<RefundStatus, string>(row.Status, row.ProviderRefundId)).SingleAsync()));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")]
    public async Task A_transfer_is_recorded_with_the_banks_reference_only(string typed)
    {
        var refund = await Cancelled();
        using var first = await _market.As(await _market.Officer());
        using var second = await _market.As(await _market.Officer());
        using var approved = await first.Post($"/finance/refunds/{refund}/approval");

        await second.Refuses($"/finance/refunds/{refund}/transfer", ("Form.Reference", typed));
        Assert.Equal(RefundStatus.AwaitingPerson, (await _market.Read(db => db.Refunds.SingleAsync())).Status);
    }

    [Theory]
    [MemberData(nameof(FinanceForms.NoTexts), MemberType = typeof(FinanceForms))]
    public async Task A_delivered_part_is_not_refunded_without_a_reason(string typed)
    {
        var part = (await _market.Delivered()).Parts.Single();
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses($"/finance/parts/{part.Number}/refund", ("Form.Reason", typed));
        Assert.Equal(0, await _market.Read(db => db.Refunds.CountAsync()));
    }

    [Fact]
    public async Task The_officers_form_refunds_a_delivered_part()
    {
        var part = (await _market.Delivered()).Parts.Single();
        using var officer = await _market.As(await _market.Officer());

        using var done = await officer.Post($"/en/finance/parts/{part.Number}/refund", ("Form.Reason", "<b>Torn</b>"));
        using var again = await officer.Post($"/en/finance/parts/{part.Number}/refund", ("Form.Reason", "Torn"));
        var page = await officer.Open(done.Headers.Location!.ToString());

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (done.StatusCode, again.StatusCode));
        Assert.Contains("Refunded after delivery", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("a[href*='/finance/parts/']"));
    }

    private async Task<Guid> Cancelled()
    {
        var order = await _market.Paid();
        await _market.Do(order, own => own.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        return await _market.Read(db => db.Refunds.Select(refund => refund.Id.Value).SingleAsync());
    }
}

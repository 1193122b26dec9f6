using System.Net;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Security;
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

        var unapproved = await _market.Read(db => db.Refunds.Select(row => row.Version).SingleAsync());
        using var tooSoon = await second.Post(transfer, ("Form.Reference", "FT1"), ("Form.Seen", $"{unapproved}"));
        using var approved = await first.Post(approval, Account);
        using var approvedAgain = await second.Post(approval, Account);
        var seen = (await second.Open($"/finance/refunds/{refund}")).QuerySelector("[name='Form.Seen']")!.GetAttribute("value")!;
        using var same = await first.Post(transfer, ("Form.Reference", "FT1"), ("Form.Seen", seen));
        var between = await _market.Balance(LedgerAccount.Bank);
        var waiting = await first.Open($"/finance/refunds/{refund}");
        using var done = await second.Post(transfer, ("Form.Reference", "FT1"), ("Form.Seen", seen));
        using var again = await second.Post(transfer, ("Form.Reference", "FT2"), ("Form.Seen", seen));

        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity],
            [tooSoon.StatusCode, approved.StatusCode, approvedAgain.StatusCode, same.StatusCode, done.StatusCode, again.StatusCode]);
        Assert.Contains("hai cán bộ", (await tooSoon.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("vừa được sửa", (await again.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(waiting.QuerySelectorAll("form[action$='/transfer']"));
        Assert.Equal((335_000, 0), (between, await _market.Balance(LedgerAccount.Bank)));
        Assert.Equal((RefundStatus.Succeeded, "FT1"), await _market.Read(db => db.Refunds.Select(row => new ValueTuple<RefundStatus, string>(row.Status, row.ProviderRefundId)).SingleAsync()));
        await _market.LedgerCloses();
    }

    /// <summary>What the second pair of eyes confirms is what it read.</summary>
    [Fact]
    public async Task An_account_that_was_replaced_since_it_was_read_is_not_confirmed_unseen()
    {
        var refund = await Cancelled();
        using var first = await _market.As(await _market.Officer());
        using var second = await _market.As(await _market.Officer());
        var address = $"/finance/refunds/{refund}";
        using var approved = await first.Post(address + "/approval", Account);
        var read = Seen(await second.Open(address));
        using var replaced = await first.Post(address + "/approval", [.. Account.Where(field => field.Name != "Form.Number"), ("Form.Number", "9999999999")]);

        using var unseen = await second.Post(address + "/transfer", ("Form.Reference", "FT1"), ("Form.Seen", read));
        var page = await unseen.Page();
        using var done = await second.Post(address + "/transfer", ("Form.Reference", "FT1"), ("Form.Seen", Seen(page)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (unseen.StatusCode, done.StatusCode));
        Assert.Contains("9999999999", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("FT1", page.QuerySelector("[name='Form.Reference']")!.GetAttribute("value"));
        Assert.Equal(["Vietcombank …3344", "Vietcombank …9999"], await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == "refund.approve").OrderBy(entry => entry.Id).Select(entry => entry.Detail).ToListAsync()));

        static string Seen(AngleSharp.Dom.IDocument page) => page.QuerySelector("[name='Form.Seen']")!.GetAttribute("value")!;
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
        using var approved = await first.Post($"/finance/refunds/{refund}/approval", Account);

        var seen = await _market.Read(db => db.Refunds.Select(row => row.Version).SingleAsync());

        await second.Refuses($"/finance/refunds/{refund}/transfer", ("Form.Reference", typed), ("Form.Seen", $"{seen}"));
        Assert.Equal(RefundStatus.AwaitingPerson, (await _market.Read(db => db.Refunds.SingleAsync())).Status);
    }

    /// <summary>The second officer sees where the money goes, and confirms that; each look is written down, and nobody else reads it in the database.</summary>
    [Fact]
    public async Task The_first_officer_writes_the_account_down_and_the_second_sees_it()
    {
        var refund = await Cancelled();
        using var first = await _market.As(await _market.Officer());
        using var second = await _market.As(await _market.Officer());
        var page = $"/en/finance/refunds/{refund}";

        var before = await second.Open(page);
        using var approved = await first.Post(page + "/approval", Account);
        var seen = await second.Open(page);
        var again = await first.Open(page);
        using var corrected = await first.Post(page + "/approval", [.. Account.Where(field => field.Name != "Form.Number"), ("Form.Number", "FR76 3000 6000 0112 3456 7890 189")]);
        var seenAgain = await second.Open(page);

        Assert.Single(before.QuerySelectorAll("form[action$='/approval']"));
        Assert.Empty(before.QuerySelectorAll("form[action$='/transfer']"));
        Assert.Contains("Vietcombank · 0011223344 · NGUYEN THI MAI", seen.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Single(seen.QuerySelectorAll("form[action$='/transfer']"));
        Assert.Empty(seen.QuerySelectorAll("form[action$='/approval']"));
        Assert.Single(again.QuerySelectorAll("form[action$='/approval']"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (approved.StatusCode, corrected.StatusCode));
        Assert.Contains("FR7630006000011234567890189", seenAgain.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, await _market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == SensitiveReader.Action && entry.Subject.StartsWith("refund/"))));
        var cipher = await _market.Read(db => db.Refunds.Select(row => row.AccountCipher).SingleAsync());
        Assert.DoesNotContain("NGUYEN", System.Text.Encoding.UTF8.GetString(cipher!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Form.Bank", "")]
    [InlineData("Form.Bank", "A")]
    [InlineData("Form.Number", "")]
    [InlineData("Form.Number", "12345")]
    [InlineData("Form.Number", "٠٩١٢٣٤٥٦٧٨")]
    [InlineData("Form.Number", "<script>alert(1)</script>")]
    [InlineData("Form.Number", "12345678901234567890123456789012345")]
    [InlineData("Form.Holder", " ")]
    public async Task A_refund_is_not_approved_without_an_account(string field, string typed)
    {
        var refund = await Cancelled();
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses($"/finance/refunds/{refund}/approval", [.. Account.Where(one => one.Name != field), (field, typed)]);

        Assert.Null((await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync())).ApprovedBy);
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

    private static (string Name, string Value)[] Account => [("Form.Bank", "Vietcombank"), ("Form.Number", "0011223344"), ("Form.Holder", "NGUYEN THI MAI")];

    private async Task<Guid> Cancelled()
    {
        var order = await _market.Paid();
        await _market.Do(order, own => own.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        return await _market.Read(db => db.Refunds.Select(refund => refund.Id.Value).SingleAsync());
    }
}

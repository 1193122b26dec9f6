using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class ReceiptRefusalTests(FinanceDesk desk) : IClassFixture<FinanceDesk>
{
    [Theory]
    [MemberData(nameof(FinanceForms.OddTexts), MemberType = typeof(FinanceForms))]
    public async Task What_is_no_order_code_is_refused_and_kept(string typed)
    {
        await desk.Officer.Refuses($"/finance/receipts/{desk.Receipt}/match", ("Form.OrderNumber", typed), ("Form.Reason", "Giữ lại câu này"));
        await desk.Officer.Refuses($"/finance/receipts/{desk.Receipt}/match", ("Form.OrderNumber", "CP"), ("Form.Reason", typed));
        Assert.Equal(BankReceiptState.Unmatched, (await desk.Market.Read(db => db.BankReceipts.SingleAsync())).State);
    }

    [Theory]
    [MemberData(nameof(FinanceForms.NoTexts), MemberType = typeof(FinanceForms))]
    public async Task Nothing_is_returned_without_a_reason(string typed)
    {
        await desk.Officer.Refuses($"/finance/receipts/{desk.Receipt}/return", ("Form.OrderNumber", "giữ lại"), ("Form.Reason", typed));
        Assert.Equal(BankReceiptState.Unmatched, (await desk.Market.Read(db => db.BankReceipts.SingleAsync())).State);
    }
}

/// <summary>An officer before one transfer that nobody can place, for all rows that leave it so.</summary>
public sealed class FinanceDesk : IAsyncLifetime
{
    internal PaymentMarket Market { get; } = new();

    internal Guid Receipt { get; private set; }

    internal HttpClient Officer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Receipt = await ReceiptTests.Unclear(Market, 50_000);
        Officer = await Market.As(await Market.Officer());
    }

    public ValueTask DisposeAsync()
    {
        Officer?.Dispose();
        Market.Dispose();
        return ValueTask.CompletedTask;
    }
}

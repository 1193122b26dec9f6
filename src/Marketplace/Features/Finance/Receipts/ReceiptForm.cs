namespace Marketplace.Features.Finance.Receipts;

public sealed record ReceiptForm
{
    public string OrderNumber { get; init; } = "";

    public string Reason { get; init; } = "";
}

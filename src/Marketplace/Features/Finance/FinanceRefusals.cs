using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;

namespace Marketplace.Features.Finance;

internal static class FinanceRefusals
{
    public static readonly Refusal NotFound = new("finance.not-found");
    public static readonly Refusal AlreadyDecided = PaymentRefusals.AlreadyDecided;
    public static readonly Refusal NoSuchOrder = new("finance.no-such-order", "Form.OrderNumber");
    public static readonly Refusal NotWaiting = new("finance.order-not-waiting", "Form.OrderNumber");
    public static readonly Refusal NotRefundable = new("finance.not-refundable");
    public static readonly Refusal InAPayout = new("finance.in-a-payout");
    public static readonly Refusal KnownReceipt = new("finance.receipt-known", "Form.Reference");
    public static readonly Refusal NotARecentMoment = new("finance.receipt-when-needed", "Form.ReceivedAt");
}

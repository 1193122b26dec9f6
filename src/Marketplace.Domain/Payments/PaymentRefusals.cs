using Marketplace.Domain.Common;

namespace Marketplace.Domain.Payments;

public static class PaymentRefusals
{
    public static readonly Refusal NotFound = new("payments.not-found");
    public static readonly Refusal NotAvailable = new("payments.method-not-available");
    public static readonly Refusal MoreThanReceived = new("payments.more-than-received");
    public static readonly Refusal NotYet = new("payments.not-yet");
    public static readonly Refusal NotWaiting = new("payments.order-not-waiting");
    public static readonly Refusal DisputeEndedOtherwise = new("payments.dispute-ended-otherwise");

    /// <summary>An officer was quicker, or the provider.</summary>
    public static readonly Refusal AlreadyDecided = new("finance.already-decided");

    /// <summary>Nobody has written down yet where the money goes.</summary>
    public static readonly Refusal NoAccount = new("finance.refund-account-needed");
}

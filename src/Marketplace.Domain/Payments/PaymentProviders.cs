namespace Marketplace.Domain.Payments;

/// <summary>Names of those who collect, as stored with each attempt and notification.</summary>
public static class PaymentProviders
{
    public const string Bank = "bank";
    public const string Cash = "cod";
    public const string Stripe = "stripe";
    public const string Sandbox = "sandbox";
}

namespace Marketplace.Infrastructure.Payments;

/// <summary>How payments are named in the audit trail.</summary>
internal static class PaymentAudit
{
    /// <summary>What a card provider told of a dispute, word by word. How it stands is an entity of its own.</summary>
    public const string Dispute = "payment.dispute";
}

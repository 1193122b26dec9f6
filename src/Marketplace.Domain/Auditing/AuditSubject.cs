using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Auditing;

/// <summary>
/// What an entry of the audit is about, in one notation: its kind and its number, as in <c>refund:0199…</c>, or the name it goes by, as in <c>order:CP-…</c>.
/// </summary>
public static class AuditSubject
{
    public static string Of(ProducerId producer) => Of("producer", producer.Value);

    public static string Of(ProductId product) => Of("product", product.Value);

    public static string Of(CertificateId certificate) => Of("certificate", certificate.Value);

    public static string Of(ConsentId consent) => Of("consent", consent.Value);

    public static string Of(RefundId refund) => Of("refund", refund.Value);

    public static string Of(BankReceiptId receipt) => Of("receipt", receipt.Value);

    public static string Of(PaymentAttemptId attempt) => Of("attempt", attempt.Value);

    /// <summary>A user's roles; what happens to the account itself is told apart.</summary>
    public static string Of(UserId user) => Of("user", user.Value);

    public static string OfAccount(UserId user) => Of("account", user.Value);

    /// <summary>A message that could not be delivered.</summary>
    public static string OfMessage(Guid message) => Of("message", message);

    public static string OfOrder(string number) => $"order:{number}";

    public static string OfPart(string number) => $"part:{number}";

    public static string OfPayout(string number) => $"payout:{number}";

    /// <summary>A file for the bank.</summary>
    public static string OfBatch(Guid batch) => Of("batch", batch);

    /// <summary>What a buyer said of goods.</summary>
    public static string OfReview(long review) => $"review:{review}";

    /// <summary>How a shop does a craft.</summary>
    public static string OfCraft(long story) => $"craft:{story}";

    public static string OfPlace(string code) => $"place:{code}";

    /// <summary>As it was written before there was one notation, and as rows of that time go on saying.</summary>
    public static string Formerly(ProducerId producer) => producer.Value.ToString();

    /// <inheritdoc cref="Formerly(ProducerId)"/>
    public static string Formerly(UserId user) => $"user/{user.Value:N}";

    private static string Of(string kind, Guid id) => $"{kind}:{id:N}";
}

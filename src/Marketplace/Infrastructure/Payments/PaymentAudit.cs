using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments;

/// <summary>How payments are named in the audit trail.</summary>
internal static class PaymentAudit
{
    public const string Dispute = "payment.dispute";

    private const string Prefix = "attempt:";

    public static string SubjectOf(PaymentAttemptId attempt) => Prefix + attempt.Value.ToString("N");

    public static PaymentAttemptId? AttemptOf(string subject) =>
        subject.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(subject.AsSpan(Prefix.Length), "N", out var id) ? new PaymentAttemptId(id) : null;
}

namespace Marketplace.Infrastructure.Data.Migrations;

/// <summary>Who prepared the payouts that were there before it was kept: the officer whom the audit log has at that very moment. In SQL that both databases read alike.</summary>
internal static class FillPreparedBy
{
    public const string Statement =
        """
        UPDATE Payouts SET PreparedBy = (SELECT MAX(entry.ActorId) FROM AuditEvents AS entry
            WHERE entry.Action = 'payouts.prepare' AND entry.At = Payouts.PreparedAt)
        WHERE PreparedBy IS NULL
        """;
}

namespace Marketplace.Infrastructure.Data.Migrations;

/// <summary>
/// Disputes as the audit log tells of them, from before <c>Disputes</c> kept them: "kind status id amount currency (minor units)". What a provider named as
/// reason and last day for evidence was not written down. The two databases write bytes, and look for a letter in a text, each in its own way.
/// </summary>
internal static class FillDisputes
{
    public static readonly string Sqlite = Statement("randomblob(16)", hex => $"unhex({hex})", text => $"instr({text}, ' ')");

    public static readonly string SqlServer = Statement("CAST(NEWID() AS binary(16))", hex => $"CONVERT(binary(16), {hex}, 2)", text => $"CHARINDEX(' ', {text})");

    private static string Statement(string newId, Func<string, string> bytes, Func<string, string> blank)
    {
        return $"""
            INSERT INTO Disputes (Id, Provider, ProviderDisputeId, AttemptId, Amount_MinorUnits, Amount_Currency, Reason, OpenedAt, EvidenceDueAt, State, ClosedAt, Version)
            SELECT {newId}, sums.Provider, sums.DisputeId, sums.AttemptId, sums.Minor, sums.Currency, '', sums.OpenedAt, NULL,
                CASE WHEN sums.ClosedAt IS NULL THEN 1 WHEN sums.IsLost = 1 THEN 3 ELSE 2 END, sums.ClosedAt, 1
            FROM (
                SELECT attempt.Provider AS Provider, told.DisputeId AS DisputeId, MIN(attempt.Id) AS AttemptId, MIN(told.At) AS OpenedAt,
                    MAX(CAST({First("told.Amount")} AS bigint)) AS Minor, MAX(SUBSTRING({Rest("told.Amount")}, 1, 3)) AS Currency,
                    MIN(CASE WHEN told.Kind = 'charge.dispute.closed' THEN told.At END) AS ClosedAt,
                    MAX(CASE WHEN told.Kind = 'charge.dispute.closed' AND told.Status = 'lost' THEN 1 ELSE 0 END) AS IsLost
                FROM (
                    SELECT third.At, third.Subject, third.Kind, third.Status, {First("third.Words")} AS DisputeId, {Rest("third.Words")} AS Amount
                    FROM (
                        SELECT second.At, second.Subject, second.Kind, {First("second.Words")} AS Status, {Rest("second.Words")} AS Words
                        FROM (
                            SELECT entry.At, entry.Subject, {First("entry.Detail")} AS Kind, {Rest("entry.Detail")} AS Words
                            FROM AuditEvents AS entry
                            WHERE entry.Action = 'payment.dispute' AND entry.Detail LIKE 'charge.dispute.% % % % ___ (minor units)'
                        ) AS second
                    ) AS third
                ) AS told
                JOIN PaymentAttempts AS attempt ON attempt.Id = {bytes("SUBSTRING(told.Subject, 9, 32)")}
                GROUP BY attempt.Provider, told.DisputeId
            ) AS sums
            WHERE sums.Minor > 0
            """;

        // Without a blank there is nothing, in place of an error.
        string First(string text) => $"SUBSTRING({text}, 1, NULLIF({blank(text)}, 0) - 1)";
        string Rest(string text) => $"SUBSTRING({text}, NULLIF({blank(text)}, 0) + 1, 2000)";
    }
}

using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Marketplace.Tests.Support;

/// <summary>
/// Asks SQLite how it finds the rows of every command the application sends in a test, and fails the test that sent one which reads a growing table from
/// end to end: such a command is as quick as any in a test, and slower with every order in a shop.
/// </summary>
internal sealed partial class PlanGuard : DbCommandInterceptor
{
    public static readonly PlanGuard Instance = new();

    /// <summary>Tables whose rows come from law, reference data or the code, not from use.</summary>
    private static readonly string[] Bounded =
    [
        "AdminUnits", "AdminUnitSuccessions", "UnitClassifications", "EthnicGroups", "Categories", "Techniques", "BlockedGoods", "DocumentTypes", "Indicators",
        "ProgrammeTemplates", "HeritageItems", "PolicyValues", "FeeRules", "TaxRules", "ShippingRates", "Destinations", "ExchangeRates", "RecurringJobs", "DataImports", "AspNetRoles",
    ];

    /// <summary>What a command may read whole, and why.</summary>
    private static readonly (string Table, string Part, string Why)[] Allowed =
    [
        ("ProductCards", "WHERE \"p\".\"IsListed\"", "the catalogue in memory reads all of it, once"),
        ("OutboxMessages", "\"Payload\" <> ''", "emptying old messages, every six hours, by key and in lots"),
        ("InboxMessages", "\"Body\" <> ''", "emptying old messages, every six hours, by key and in lots"),
        ("Refunds", "\"IsUnexplained\"", "a finance page; refunds are the few orders that failed"),
        ("Payouts", "\"Number\" LIKE", "the next number of a day, once a batch"),
        ("AspNetUsers", "%@DEMO.", "the demonstration is looked for once, at the start"),
        ("AspNetUsers", "instr(\"a\".\"DisplayName\"", "an administrator looks for a name"),
        ("Producers", "instr(\"p\".\"NameVi\"", "a moderator looks for a name"),
        ("Producers", "ORDER BY \"p\".\"Status\" = 5 DESC", "a moderator's first page of makers"),
        ("Producers", "\"p\".\"NameVi\" = @producer_NameVi OR", "makers of the same name, once an application"),
        ("Producers", "\"Slug\" LIKE", "a free name in an address, once an application"),
        ("Producers", "\"IsDemo\"", "the demonstration is looked for once, at the start"),
        ("Products", "\"IsDemo\"", "the demonstration is looked for once, at the start"),
        ("Persons", "\"IsDemo\"", "the demonstration is looked for once, at the start"),
        ("Orders", "SELECT EXISTS", "the demonstration is looked for once, at the start"),
        ("Postings", "GROUP BY \"p\".\"Account\"", "a trial balance adds up the whole ledger"),
        ("Sales", "ORDER BY \"s\".\"Id\"", "a rebuild goes through the facts in the order they came"),
        ("SalesRollups", "\"Start\" >= @from AND", "a rebuild compares a quarter's rows"),
        ("ActivityRollups", "\"Start\" >= @from AND", "a rebuild compares a quarter's rows"),
        ("ReachRollups", "\"Start\" >= @from AND", "a rebuild compares a quarter's rows"),
    ];

    private static readonly AsyncLocal<bool> IsOfTheTest = new();

    private readonly ConcurrentDictionary<string, string?> _judged = new(StringComparer.Ordinal);

    /// <summary>How many different commands were asked about so far.</summary>
    public int Commands => _judged.Count;

    /// <summary>Until it is disposed of, commands of this flow are the test's own, which may look at everything.</summary>
    public static Pause OfTheTest()
    {
        IsOfTheTest.Value = true;
        return default;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Judge(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Judge(command);
        return ValueTask.FromResult(result);
    }

    private void Judge(DbCommand command)
    {
        if (!IsOfTheTest.Value && command is SqliteCommand lite && _judged.GetOrAdd(command.CommandText, _ => Fault(lite)) is { } fault)
        {
            throw new InvalidOperationException($"Reads all of {fault}:\n{command.CommandText}");
        }
    }

    private static string? Fault(SqliteCommand asked)
    {
        using var explain = asked.Connection!.CreateCommand();
        explain.Transaction = asked.Transaction;
        explain.CommandText = "EXPLAIN QUERY PLAN " + asked.CommandText;
        foreach (SqliteParameter parameter in asked.Parameters)
        {
            explain.Parameters.Add(new SqliteParameter(parameter.ParameterName, parameter.Value));
        }

        var tables = Table().Matches(asked.CommandText).ToLookup(match => match.Groups["alias"].Value, match => match.Groups["table"].Value);
        using var plan = explain.ExecuteReader();
        while (plan.Read())
        {
            // A page in the order of an index ends by itself.
            if (Scan().Match(plan.GetString(3)) is { Success: true } scan
                && !(scan.Groups["index"].Success && asked.CommandText.Contains("LIMIT", StringComparison.Ordinal))
                && tables[scan.Groups["alias"].Value].FirstOrDefault(table => !MayRead(table, asked.CommandText)) is { } table)
            {
                return table;
            }
        }

        return null;
    }

    private static bool MayRead(string table, string command) =>
        Bounded.Contains(table) || Allowed.Any(one => one.Table == table && command.Contains(one.Part, StringComparison.Ordinal));

    [GeneratedRegex("""^SCAN (?<alias>\w+)(?<index> USING (COVERING )?INDEX)?""")]
    private static partial Regex Scan();

    [GeneratedRegex("""(FROM|JOIN|UPDATE|INTO) "(?<table>\w+)" AS "(?<alias>\w+)"\s""")]
    private static partial Regex Table();

    public readonly struct Pause : IDisposable
    {
        public void Dispose() => IsOfTheTest.Value = false;
    }
}

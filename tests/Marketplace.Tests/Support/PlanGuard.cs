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
    /// <summary>Tables whose rows come from law, reference data or the code, not from use.</summary>
    private static readonly string[] Bounded =
    [
        "AdminUnits", "AdminUnitSuccessions", "UnitClassifications", "EthnicGroups", "Categories", "Techniques", "BlockedGoods", "DocumentTypes", "Indicators",
        "ProgrammeTemplates", "HeritageItems", "PolicyValues", "PaperRules", "FeeRules", "TaxRules", "ShippingRates", "Destinations", "ExchangeRates", "RecurringJobs", "DataImports", "AspNetRoles",
    ];

    /// <summary>What a command may read whole, by a piece of it that says what it looks for, and why.</summary>
    private static readonly (string Table, string Part, string Why)[] Allowed =
    [
        ("ProductCards", "FROM \"ProductCards\" AS \"p\"\nWHERE \"p\".\"IsListed\"", "the catalogue in memory reads all of it, once"),
        ("OutboxMessages", "\"Payload\" <> ''", "emptying old messages, every six hours, by key and in lots"),
        ("InboxMessages", "\"Body\" <> ''", "emptying old messages, every six hours, by key and in lots"),
        ("Refunds", "\"Status\" = 2 OR \"r\".\"IsUnexplained\"", "a finance page; refunds are the few orders that failed"),
        ("Refunds", "WHERE \"r\".\"IsUnexplained\"", "a finance page; refunds are the few orders that failed"),
        ("Payouts", "\"Number\" LIKE", "the next number of a day, once a batch"),
        ("AspNetUsers", "instr(\"a\".\"DisplayName\"", "an administrator looks for a name"),
        ("Producers", "ORDER BY \"p\".\"Status\" = 5 DESC", "a moderator's first page of makers, or the names among which one is looked for"),
        ("Producers", "\"p\".\"NameVi\" = @producer_NameVi OR", "makers of the same name, once an application"),
        ("Producers", "\"Slug\" LIKE", "a free name in an address, once an application"),
        ("Producers", "WHERE \"p\".\"IsDemo\")", "whether there is a demonstration; makers are some thousands, and the first of them ends it"),
        ("Products", "WHERE \"p\".\"IsDemo\")", "the demonstration is looked for once, at the start"),
        ("Persons", "WHERE \"p\".\"IsDemo\")", "the demonstration is looked for once, at the start"),
        ("Orders", "WHERE \"o\".\"IsDemo\")", "the demonstration is looked for once, at the start"),
        ("Postings", "GROUP BY \"p\".\"Account\"", "a trial balance adds up the whole ledger"),
        ("Sales", "\"s\".\"Day\" <= @to\nORDER BY \"s\".\"Id\"", "a rebuild goes through the facts in the order they came"),
        ("SalesRollups", "SELECT MIN(\"s\".\"Start\")", "the country's first quarter, before the first publication"),
        ("SalesRollups", "\"Start\" >= @from AND", "a rebuild compares a quarter's rows"),
        ("ActivityRollups", "\"Start\" >= @from AND", "a rebuild compares a quarter's rows"),
        ("ReachRollups", "\"Start\" >= @from AND", "a rebuild compares a quarter's rows"),
    ];

    /// <summary>Tables in which a place has rows of every period there was: its number alone finds more with every sale.</summary>
    private static readonly string[] ByPeriod = ["SalesRollups", "ActivityRollups"];

    private static readonly ConcurrentDictionary<string, string?> Judged = new(StringComparer.Ordinal);
    private static readonly AsyncLocal<bool> IsOfTheTest = new();

    /// <summary>What was found, also where the application outlives what a command throws, as its jobs do.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>Until it is disposed of, commands of this flow are the test's own, or the start's, and may look at everything.</summary>
    public static Pause OfTheTest()
    {
        var before = IsOfTheTest.Value;
        IsOfTheTest.Value = true;
        return new Pause(before);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Judge(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Judge(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Judge(command, eventData);
        return ValueTask.FromResult(result);
    }

    private void Judge(DbCommand command, CommandEventData told)
    {
        // Rows that are saved are found by their keys; what is sent as SQL is the adapter's own.
        if (!IsOfTheTest.Value && command is SqliteCommand lite
            && told.CommandSource is CommandSource.LinqQuery or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete
            && Judged.GetOrAdd(command.CommandText, _ => Fault(lite)) is { } fault)
        {
            var said = $"Reads all of {fault}:\n{command.CommandText}";
            Faults.Enqueue(said);
            throw new InvalidOperationException(said);
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

        // In the plan a table goes by its alias or, where nothing of it is named, by its name.
        var named = Table().Matches(asked.CommandText).Select(match => (Alias: match.Groups["alias"].Value, Table: match.Groups["table"].Value)).ToList();
        var tables = named.Concat(named.Select(one => (one.Table, one.Table))).ToLookup(one => one.Item1, one => one.Item2);
        using var plan = explain.ExecuteReader();
        while (plan.Read())
        {
            if (Sought().Match(plan.GetString(3)) is { Success: true } sought
                && !(sought.Groups["columns"].Value is var columns && columns.Contains("Grain", StringComparison.Ordinal) && columns.Contains("Start", StringComparison.Ordinal))
                && tables[sought.Groups["alias"].Value].FirstOrDefault(table => ByPeriod.Contains(table) && !MayRead(table, asked.CommandText)) is { } periods)
            {
                return $"{periods} of a place";
            }

            // A page in the order of an index ends by itself.
            if (Whole().Match(plan.GetString(3)) is { Success: true } whole
                && !(whole.Groups["index"].Success && asked.CommandText.Contains("ORDER BY", StringComparison.Ordinal) && asked.CommandText.Contains("LIMIT", StringComparison.Ordinal))
                && tables[whole.Groups["alias"].Value].FirstOrDefault(table => !MayRead(table, asked.CommandText)) is { } table)
            {
                return table;
            }
        }

        return null;
    }

    private static bool MayRead(string table, string command) =>
        Bounded.Contains(table) || Allowed.Any(one => one.Table == table && command.Contains(one.Part, StringComparison.Ordinal));

    /// <summary>Row by row, or to build an index for this one command.</summary>
    [GeneratedRegex("""^(SCAN (?<alias>\w+)(?<index> USING (COVERING )?INDEX)?|SEARCH (?<alias>\w+) USING AUTOMATIC)""")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^SEARCH (?<alias>\w+) USING (COVERING )?INDEX \w+ \((?<columns>.+)\)$")]
    private static partial Regex Sought();

    [GeneratedRegex("""(FROM|JOIN|UPDATE|INTO) "(?<table>\w+)" AS "(?<alias>\w+)\x22""")]
    private static partial Regex Table();

    public readonly struct Pause(bool before) : IDisposable
    {
        public void Dispose() => IsOfTheTest.Value = before;
    }
}

using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Marketplace.Tests.Security;

/// <summary>One word for everything a database holds.</summary>
internal static class Fingerprint
{
    public static async Task<string> Of(MarketplaceDb db) => string.Concat((await OfTables(db)).Values);

    /// <summary>The same, a table at a time.</summary>
    public static async Task<SortedDictionary<string, string>> OfTables(MarketplaceDb db)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var (table, rows) in Tables(db))
        {
            var texts = rows.Select(values => string.Join('\u001f', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture))));
            words[table] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts.Order(StringComparer.Ordinal)))));
        }

        return words;
    }

    /// <summary>Tables that hold a text of some kind.</summary>
    public static async Task<IReadOnlyList<string>> With(MarketplaceDb db, Func<string, bool> text)
    {
        var found = new List<string>();
        await foreach (var (table, rows) in Tables(db))
        {
            if (rows.Exists(values => values.OfType<string>().Any(text)))
            {
                found.Add(table);
            }
        }

        return found;
    }

    private static async IAsyncEnumerable<(string Table, List<object[]> Rows)> Tables(MarketplaceDb db)
    {
        var quote = db.GetService<Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Names of the model's own tables.
            command.CommandText = "SELECT * FROM " + quote.DelimitIdentifier(table);
#pragma warning restore CA2100
            yield return (table, await Rows(command));
        }
    }

    private static async Task<List<object[]>> Rows(System.Data.Common.DbCommand command)
    {
        var rows = new List<object[]>();
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default);
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return rows;
    }
}

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
    public static async Task<string> Of(MarketplaceDb db)
    {
        var quote = db.GetService<Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper>();
        var tables = db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        await db.Database.OpenConnectionAsync();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in tables)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Names of the model's own tables.
            command.CommandText = "SELECT * FROM " + quote.DelimitIdentifier(table);
#pragma warning restore CA2100
            foreach (var row in await Rows(command))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(table + row));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static async Task<IEnumerable<string>> Rows(System.Data.Common.DbCommand command)
    {
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default);
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            rows.Add(string.Join('\u001f', values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture))));
        }

        return rows.Order(StringComparer.Ordinal);
    }
}

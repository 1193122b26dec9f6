using Marketplace.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Marketplace.Infrastructure.Data;

/// <summary>
/// Sales once kept ethnic groups in clear beside the pseudonyms of persons. Databases of that time have them encrypted between two migrations, which only we can do:
/// a database does not have the key. Stopped anywhere, the next start goes on.
/// </summary>
internal static class EncryptEthnicity
{
    internal const string Added = "SaleEthnicityEncrypted";
    internal const string Gone = "SaleEthnicityInClearGone";

    private const int AtOnce = 1000;

    public static async Task BeforeItsColumnGoes(MarketplaceDb db, ColumnProtector protector)
    {
        if (!(await db.Database.GetPendingMigrationsAsync()).Any(migration => migration.EndsWith("_" + Gone, StringComparison.Ordinal)))
        {
            return;
        }

        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().Single(migration => migration.EndsWith("_" + Added, StringComparison.Ordinal)));
        var last = await db.SaleAllocations.MaxAsync(share => (long?)share.Id) ?? 0;
        for (var from = 0L; from < last; from += AtOnce)
        {
            var to = from + AtOnce;
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var group in await db.Database
                .SqlQuery<int>($"SELECT DISTINCT EthnicGroupId AS Value FROM SaleAllocations WHERE Id > {from} AND Id <= {to} AND EthnicGroupId IS NOT NULL").ToListAsync())
            {
                var ids = await db.Database.SqlQuery<long>($"SELECT Id AS Value FROM SaleAllocations WHERE Id > {from} AND Id <= {to} AND EthnicGroupId = {group}").ToListAsync();
                foreach (var share in await db.SaleAllocations.Where(share => ids.Contains(share.Id)).Select(share => new { share.Id, share.PersonKey }).ToListAsync())
                {
                    // Not by one command: a parameter that is nothing has no type, and SQL Server takes it for text.
                    await (share.PersonKey is { } key
                        ? db.Database.ExecuteSqlAsync($"UPDATE SaleAllocations SET EthnicityCipher = {protector.EthnicGroup(key, group)}, EthnicGroupId = NULL WHERE Id = {share.Id}")
                        : db.Database.ExecuteSqlAsync($"UPDATE SaleAllocations SET EthnicGroupId = NULL WHERE Id = {share.Id}"));
                }
            }

            await transaction.CommitAsync();
        }
    }
}

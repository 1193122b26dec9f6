using Microsoft.EntityFrameworkCore.Migrations;

namespace Marketplace.Infrastructure.Data.Migrations;

/// <summary>Lines whose batch was taken back while they were ordered name none, or <c>LotsOfOrderLines</c> could not be; in SQL that both databases read alike.</summary>
internal static class ForgetLotsThatAreGone
{
    public static void Run(MigrationBuilder migration) => migration.Sql(
        "UPDATE OrderLines SET LotId = NULL WHERE LotId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Lots WHERE Lots.Id = OrderLines.LotId)");
}

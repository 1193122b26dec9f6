using Microsoft.EntityFrameworkCore.Migrations;

namespace Marketplace.Infrastructure.Data.Migrations;

/// <summary>What stored rows say in the columns that <c>SalesByOrderAndDay</c> adds, in SQL that both databases read alike.</summary>
internal static class FillSalesByOrderAndDay
{
    public static readonly IReadOnlyList<string> Statements =
    [
        "UPDATE Sales SET SoldOn = Day",
        """
        UPDATE Sales SET SoldOn = COALESCE((SELECT MAX(sold.Day) FROM Sales AS sold
            WHERE sold.PartId = Sales.PartId AND sold.OrderLineId = Sales.OrderLineId AND sold.Quantity > 0), Day)
        WHERE Quantity < 0
        """,
        """
        UPDATE Sales SET OrderId = (SELECT part.OrderId FROM ProducerOrders AS part WHERE part.Id = Sales.PartId)
        WHERE EXISTS (SELECT 1 FROM ProducerOrders AS part WHERE part.Id = Sales.PartId)
        """,

        // Orders are counted in place of their parts.
        """
        INSERT INTO ActivityRollups (UnitId, Grain, Start, Slice, Kind, Member, ValueDong, IsMinority, Gender)
        SELECT sold.UnitId, sold.Grain, sold.Start, sold.Slice, 'order', part.OrderId, SUM(sold.ValueDong), 0, 0
        FROM ActivityRollups AS sold JOIN ProducerOrders AS part ON part.Id = sold.Member
        WHERE sold.Kind = 'part'
        GROUP BY sold.UnitId, sold.Grain, sold.Start, sold.Slice, part.OrderId
        """,
        "DELETE FROM ActivityRollups WHERE Kind = 'part'",
        """
        UPDATE ReachRollups SET Orders = (SELECT COUNT(*) FROM ActivityRollups AS sold
            WHERE sold.UnitId = ReachRollups.UnitId AND sold.Grain = ReachRollups.Grain AND sold.Start = ReachRollups.Start AND sold.Slice = ReachRollups.Slice
                AND sold.Kind = 'order' AND sold.ValueDong > 0)
        """,

        // What is public was published hourly, so it is of all facts there are.
        """
        INSERT INTO PublicationMarks (UnitId, Start, LastSaleId)
        SELECT DISTINCT 0, Start, (SELECT COALESCE(MAX(Id), 0) FROM Sales) FROM PublishedFigures WHERE Grain = 2
        """,
    ];

    public static void Run(MigrationBuilder migration)
    {
        foreach (var statement in Statements)
        {
            migration.Sql(statement);
        }
    }
}

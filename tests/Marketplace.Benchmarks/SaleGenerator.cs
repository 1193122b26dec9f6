using System.Globalization;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Microsoft.Data.Sqlite;

namespace Marketplace.Benchmarks;

/// <summary>
/// Fills a prepared data folder with sale facts of the last two years and the roll-ups that follow from them, all by the database itself: facts from
/// a counted series, sums by grouping the facts, so that what a dashboard reads is what that many sales leave behind. Days are kept of totals only.
/// </summary>
internal sealed class SaleGenerator(SqliteConnection connection, int facts, DateOnly today)
{
    private const int AtOnce = 500_000;
    /// <summary>Has no divisor in common with the communes, so that each sells on each day.</summary>
    private const int Days = 730;

    /// <summary>As many communes sell as the programme's list names.</summary>
    private const int Communes = 1_333;

    private static readonly (string Dimension, string Key)[] Whole =
    [
        (Dimensions.Total, "''"),
        (Dimensions.Category, "CategoryId"),
        (Dimensions.Region, "Region"),
        (Dimensions.Difficult, "CASE WHEN Region = 3 THEN '1' ELSE '0' END"),
        (Dimensions.Export, "IsExport"),
        (Dimensions.Destination, "CountryCode"),
        (Dimensions.Channel, "Channel"),
        (Dimensions.Quality, "1 + Quantity % 4"),
        (Dimensions.Gender, "Quantity % 3"),
    ];

    public void Run()
    {
        var there = Number("SELECT count(*) FROM Sales");
        if (there >= facts)
        {
            Console.WriteLine($"{there} facts are there already");
            return;
        }

        if (there > 0)
        {
            throw new InvalidOperationException($"The folder holds {there} facts; give it none or at least {facts}.");
        }

        Do("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; PRAGMA temp_store=FILE");
        Do($"""
            CREATE TEMP TABLE Sellers AS SELECT row_number() OVER (ORDER BY Id) - 1 AS Number, Id AS UnitId, ParentId AS ProvinceId, 1 + Id % 3 AS Region
            FROM AdminUnits WHERE Level = {(int)AdminLevel.Commune} AND ValidTo IS NULL ORDER BY Id LIMIT {Communes};
            CREATE UNIQUE INDEX temp.Sellers_Number ON Sellers (Number)
            """);
        var sellers = Number("SELECT count(*) FROM Sellers");
        var first = today.AddDays(-Days);
        for (var from = 0; from < facts; from += AtOnce)
        {
            Do(string.Create(CultureInfo.InvariantCulture, $"""
                WITH RECURSIVE Series(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM Series WHERE i + 1 < {Math.Min(facts, from + AtOnce)})
                INSERT INTO Sales (FactKey, OrderLineId, PartId, OrderId, ProducerId, ProductId, CategoryId, UnitId, ProvinceId, Region, IsExtremelyDifficult, Day, SoldOn, Quantity,
                    ValueDong, FeeDong, WithheldDong, IsExport, CountryCode, Channel, RecognisedAt)
                SELECT 'load:' || i, randomblob(16), randomblob(16), randomblob(16), zeroblob(16), zeroblob(16), 1 + i % 40, UnitId, ProvinceId, Region, 0,
                    date('{first:yyyy-MM-dd}', '+' || (i % {Days}) || ' days'), date('{first:yyyy-MM-dd}', '+' || (i % {Days}) || ' days'), 1 + i % 5,
                    100000 + i % 997 * 1000, 5000, 1500, i % 17 = 0, CASE WHEN i % 17 = 0 THEN 'FR' ELSE 'VN' END, 1 + i % 3, '{first:yyyy-MM-dd} 00:00:00+00:00'
                FROM Series JOIN Sellers ON Number = i % {sellers}
                """));
            Console.WriteLine($"{Math.Min(facts, from + AtOnce)} of {facts} facts");
        }

        foreach (var (dimension, key) in Whole)
        {
            Sum(PeriodGrain.Month, "date(Day, 'start of month')", "UnitId", dimension, key);
            Console.WriteLine($"sums by {dimension}");
        }

        Sum(PeriodGrain.Day, "Day", "UnitId", Dimensions.Total, "''");
        foreach (var unit in (string[])["ParentId", RollupKeys.Country.ToString(CultureInfo.InvariantCulture)])
        {
            Do($"""
                INSERT INTO SalesRollups (UnitId, Grain, Start, Dimension, Key, Facts, Quantity, ValueDong, FeeDong, WithheldDong, PayableDong)
                SELECT {unit}, {(int)PeriodGrain.Month}, Start, Dimension, Key, sum(Facts), sum(Quantity), sum(ValueDong), sum(FeeDong), sum(WithheldDong), sum(PayableDong)
                FROM SalesRollups JOIN AdminUnits ON AdminUnits.Id = UnitId WHERE Grain = {(int)PeriodGrain.Month} AND Level = {(int)AdminLevel.Commune}
                GROUP BY {(unit == "ParentId" ? "ParentId, " : "")}Start, Dimension, Key
                """);
        }

        Do($"""
            INSERT INTO SalesRollups (UnitId, Grain, Start, Dimension, Key, Facts, Quantity, ValueDong, FeeDong, WithheldDong, PayableDong)
            SELECT UnitId, {(int)PeriodGrain.Quarter}, date(Start, '-' || ((strftime('%m', Start) - 1) % 3) || ' months'), Dimension, Key,
                sum(Facts), sum(Quantity), sum(ValueDong), sum(FeeDong), sum(WithheldDong), sum(PayableDong)
            FROM SalesRollups WHERE Grain = {(int)PeriodGrain.Month} GROUP BY 1, 3, Dimension, Key
            """);
        foreach (var slice in (string[])[Slices.All, Slices.Export, Slices.Domestic, Slices.Difficult, Slices.Other, Slices.Allocated, Slices.Unallocated, Slices.Women, Slices.OtherGenders])
        {
            Do($"""
                INSERT INTO ReachRollups (UnitId, Grain, Start, Slice, Producers, Orders, Persons, MinorityPersons, MinorityWomen, MinorityStatedGender, Women, StatedGender,
                    ListedCommunes, TopProducerDong)
                SELECT UnitId, Grain, Start, '{slice}', min(Facts, 40), Facts, min(Facts, 60), min(Facts, 50), min(Facts, 30), min(Facts, 45), min(Facts, 33), min(Facts, 55), 1, ValueDong / 5
                FROM SalesRollups WHERE Dimension = '{Dimensions.Total}' AND Grain <> {(int)PeriodGrain.Day}
                """);
        }

        Do("ANALYZE; PRAGMA journal_mode=WAL");
    }

    public long Number(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Sum(PeriodGrain grain, string start, string unit, string dimension, string key) => Do($"""
        INSERT INTO SalesRollups (UnitId, Grain, Start, Dimension, Key, Facts, Quantity, ValueDong, FeeDong, WithheldDong, PayableDong)
        SELECT {unit}, {(int)grain}, {start} AS Start, '{dimension}', {key} AS Key, count(*), sum(Quantity), sum(ValueDong), sum(FeeDong), sum(WithheldDong), sum(ValueDong - FeeDong - WithheldDong)
        FROM Sales GROUP BY {unit}, 3, 5
        """);

    private void Do(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}

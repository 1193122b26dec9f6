using CsvHelper;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Dashboard;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Programme;

/// <summary>What a manager is shown, and what makes it worth showing.</summary>
internal static class DashboardSteps
{
    public static Task<DashboardModel?> Show(this TestMarketplace market, UserId manager, string? where = null, string? when = null) =>
        market.Send(new ShowDashboard(manager, null, where, when, null));

    public static long? Tile(this DashboardModel? model, string code) => model!.Tiles.Single(tile => tile.Code == code).Amount;

    /// <summary>So many that their number may be told.</summary>
    public static async Task FiveSell(this ProgrammeMarket market, AdminUnit commune, DateOnly day, string people, Gender gender, long dongEach, string country = "VN")
    {
        for (var maker = 0; maker < Disclosure.MinimumPersons; maker++)
        {
            await market.Sell(await market.Maker(commune, people, gender), dongEach, day, country);
        }
    }

    public static List<string[]> Lines(string csv)
    {
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions());
        List<string[]> lines = [];
        while (reader.Read())
        {
            lines.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return lines;
    }
}

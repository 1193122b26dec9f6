using Marketplace.BrowserTests.Support;
using Marketplace.Infrastructure.Accounts;

namespace Marketplace.BrowserTests.Pages;

/// <summary>A wide table scrolls inside its frame; on a phone whoever opens it sees the figure it is about, or what somebody is, without scrolling.</summary>
public sealed class NarrowTableTests(Market market)
{
    /// <summary>Of the tables with a column of this heading: how many there are, and how many cut the column off.</summary>
    private const string Columns = """
        heading => {
          const tables = [...document.querySelectorAll('.table-wrap')].filter(frame => frame.checkVisibility()).flatMap(frame => {
            const place = [...frame.querySelector('tr').cells].findIndex(cell => cell.textContent.startsWith(heading));
            return place < 0 ? [] : [frame.querySelector('tbody tr').cells[place].getBoundingClientRect().right <= frame.getBoundingClientRect().right];
          });
          return [tables.length, tables.filter(isSeen => !isSeen).length];
        }
        """;

    private const string Money = "/studio/lanh-suoi-may/money";

    private static readonly (string Path, string Heading, DemoAccount Account)[] Tables =
    [
        (Money, "Bạn nhận", DemoAccounts.ProducerMember),
        ("/finance/payouts", "Còn trả", DemoAccounts.FinanceOfficer),
        ("/finance/payouts > main td a[href*='/payouts/']", "Số tiền", DemoAccounts.FinanceOfficer),
        ("/finance/payouts > main td a[href*='/payouts/'] > main td a[href*='/orders/']", "Số tiền", DemoAccounts.FinanceOfficer),
        ("/finance/trial-balance", "Số dư", DemoAccounts.FinanceOfficer),
        ("/programme", "Doanh thu thuần", DemoAccounts.CentreManager),
        ("/programme/sales?when=" + Months.Last, "Tiền hàng", DemoAccounts.CentreManager),
        ("/moderation/producers", "Tình trạng", DemoAccounts.Moderator),
        ("/administration/users", "Vai trò", DemoAccounts.Administrator),
    ];

    public static TheoryData<string, string> Looked => [.. Tables.Select(table => (table.Path, table.Heading))];

    [Theory]
    [MemberData(nameof(Looked))]
    public async Task The_main_figure_is_seen_without_scrolling(string path, string heading)
    {
        await using var visitor = await market.Visitor(account: Tables.First(table => table.Path == path).Account);
        var page = await visitor.NewPageAsync();
        if (path == Money)
        {
            await Steps.OpenOrder(page);
        }

        await new KeyPage("table", path).Open(page);

        var columns = await page.EvaluateAsync<int[]>(Columns, heading);

        Assert.NotEqual(0, columns[0]);
        Assert.Equal(0, columns[1]);
    }
}

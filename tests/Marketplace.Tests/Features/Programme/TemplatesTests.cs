using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Seeding.Reference;
using Marketplace.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Programme;

public sealed class TemplatesTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", "Đã đối chiếu nguồn", "Cơ bản không còn xã, thôn đặc biệt khó khăn", "2,5–3", "ngày 15/9")]
    [InlineData("/en", "Checked against its source", "Essentially no extremely difficult commune or village", "2.5–3", "day 15 of month 9")]
    public async Task Both_programmes_stand_with_law_parts_targets_and_calendar(string language, string verified, string target, string range, string due)
    {
        await Import();
        using var manager = await _market.As(await _market.GivenUser(Some.User(), Roles.ProgrammeManager));

        var page = await manager.Open(language + "/programme/templates");
        var text = page.QuerySelector("main")!.TextContent;

        Assert.Equal(["ctmtqg-257-2026-2030", "ctmtqg-1719-2021-2025"], page.QuerySelectorAll("main h2").Select(heading => heading.Id!));
        Assert.All((string[])["257/2025/QH15", "417/QĐ-BNNMT", "1719/QĐ-TTg", "01/2022/TT-UBDT", verified, target, range, due], words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.Equal(7, page.QuerySelectorAll("main section:first-of-type tbody tr").Length);
        Assert.DoesNotContain("programme.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ba tháng một lần", "Chưa tìm được danh mục nội dung", "every three months")]
    [InlineData("/en", "every three months", "Content list not found", "ba tháng một lần")]
    public async Task Notes_of_programmes_are_in_the_readers_language(string language, string ofAStep, string ofAPart, string other)
    {
        await Import();
        using var manager = await _market.As(await _market.GivenUser(Some.User(), Roles.ProgrammeManager));

        var page = (await manager.Open(language + "/programme/templates")).QuerySelector("main")!;

        Assert.All((string[])[ofAStep, ofAPart], words => Assert.Contains(words, page.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(other, page.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".small[lang]"));
    }

    [Fact]
    public async Task Without_templates_the_page_says_so()
    {
        using var manager = await _market.As(await _market.GivenUser(Some.User(), Roles.ProgrammeManager));

        Assert.NotNull((await manager.Open("/programme/templates")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Definitions_are_read_in_the_readers_language()
    {
        await Import();
        using var guest = _market.AsGuest();

        foreach (var (language, lang, words) in ((string, string, string)[])[("", "vi", "Giá trị hàng bán qua sàn"), ("/en", "en", "Value of goods sold"), ("/fr", "fr", "Valeur des biens vendus")])
        {
            var definition = (await guest.Open(language + "/indicators/B1")).QuerySelector("dl.summary dd")!;
            Assert.Equal(lang, definition.GetAttribute("lang"));
            Assert.StartsWith(words, definition.TextContent, StringComparison.Ordinal);
        }

        using var answer = await guest.Get("/indicators/B1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(await _market.Read(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Indicators)),
            indicator => Assert.True(indicator.DefinitionVi.Length > 20 && indicator.DefinitionFr.Length > 20, indicator.Code));
    }

    private async Task Import()
    {
        await using var scope = _market.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReferenceImport>().Run(TestContext.Current.CancellationToken);
    }
}

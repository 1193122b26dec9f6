using Marketplace.Domain.People;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Home;

/// <summary>ux-guide, home: "8 new items …, one story".</summary>
public sealed class HomeStoryTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task The_story_is_of_the_newest_who_told_one_and_what_is_sold_out_comes_last()
    {
        var (told, silent) = (await Some.SavedBooth(_market, "Nhà Kể"), await Some.SavedBooth(_market, "Nhà Im"));
        var person = new Person { Id = PersonId.New(), FullName = "Sùng Thị Máy", RecordedAt = Some.Moment };
        await _market.Given(person);
        await _market.Given(Some.Consent(told.Producer.Id, person.Id, ConsentPurpose.PublicProfile));
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.StoryVi, "")));
        await _market.Change(told.Producer.Id, producer => producer.StoryVi = "Mẹ tôi dạy tôi dệt từ năm tám tuổi.");
        await Some.SavedProduct(_market, told, "Khăn có chuyện");
        await Some.SavedProduct(_market, silent, "Khăn mới");
        await Some.SavedProduct(_market, silent, "Khăn đã hết", stock: 0);

        var home = await _market.AsGuest().Open("/");

        Assert.Contains("Mẹ tôi dạy tôi dệt", home.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Khăn đã hết", home.Texts("main .card h3, main .card h2")[^1]);
    }
}

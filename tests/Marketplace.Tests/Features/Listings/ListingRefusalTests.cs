using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Listings;

public sealed class ListingRefusalTests(SharedAtelier shop) : IClassFixture<SharedAtelier>
{
    public static TheoryData<string, string, string> BadFields() => new()
    {
        { "price", "Variants[0].PriceDong", "" }, { "price", "Variants[0].PriceDong", "-335000" }, { "price", "Variants[0].PriceDong", "999" }, { "price", "Variants[0].PriceDong", "33.5" },
        { "price", "Variants[0].PriceDong", "9223372036854775808" }, { "price", "Variants[0].PriceDong", "ba trăm" }, { "price", "Variants[0].Stock", "-1" }, { "price", "Variants[0].Stock", "1e9" },
        { "price", "Variants[0].Stock", "" }, { "price", "LeadTimeDays", "999" }, { "price", "Supply", "77" },
        { "story", "NameVi", "" }, { "story", "NameVi", "ab" }, { "story", "NameVi", new string('x', 121) }, { "story", "StoryVi", new string('x', 4001) },
        { "details", "WeightGrams", "0" }, { "details", "WeightGrams", "nặng" }, { "details", "Length", "-3" }, { "details", "Length", "3,55" }, { "details", "CategoryId", "0" },
        { "details", "CategoryId", "không" }, { "details", "UnitId", "999999" }, { "details", "Method", "magic" }, { "details", "MakingHours", "0" }, { "details", "MaterialsVi", new string('m', 251) },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task What_cannot_be_is_refused_in_words_and_changes_nothing(string step, string field, string value)
    {
        var (atelier, draft) = (shop.Atelier, shop.Draft);
        (string, string)[] good = step switch
        {
            "price" => [("Variants[0].Id", $"{draft.Variants.First().Id.Value}"), ("Variants[0].SeenStock", "5"), ("Variants[0].PriceDong", "111.000"), ("Variants[0].Stock", "6"), ("Supply", "Stock"), ("LeadTimeDays", "3")],
            "story" => [("NameVi", "Tên đúng"), ("StoryVi", "Chuyện đúng")],
            _ => [("CategoryId", $"{atelier.Kind.Id}"), ("Method", "hand"), ("WeightGrams", "321"), ("UnitId", $"{draft.OriginUnitId}")],
        };

        var response = await shop.Browser.Post($"{atelier.Root}/listings/{draft.Id.Value}/{step}", [.. good.Where(pair => pair.Item1 != field), (field, value)]);

        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        var saved = await atelier.Reload(draft.Id);
        Assert.Equal((draft.PriceDong, draft.NameVi, draft.StoryVi, draft.WeightGrams), (saved.PriceDong, saved.NameVi, saved.StoryVi, saved.WeightGrams));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Preview;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Moderation;

public sealed class QueueTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Of_more_than_a_hundred_the_oldest_hundred_are_shown_and_it_says_that_there_are_more()
    {
        var atelier = await Atelier.In(_market);
        await _market.Given([.. Enumerable.Range(0, 101).Select(number => (object)new Producer
        {
            Id = ProducerId.New(),
            Slug = $"nha-{number}",
            NameVi = $"Nhà {number}",
            Kind = ProducerKind.Household,
            UnitId = atelier.Producer.UnitId,
            Phone = "+84912000000",
            AppliedAt = _market.Clock.GetUtcNow().AddMinutes(number),
        })]);
        _market.Clock.Advance(TimeSpan.FromHours(3));
        using var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        var page = await moderator.Open("/moderation");

        var rows = page.Texts("tr[data-kind] td:first-child a");
        Assert.Equal((100, "Nhà 0", "Nhà 99"), (rows.Count, rows[0], rows[^1]));
        Assert.Single(page.Texts("#waiting ~ p.muted"));
    }

    /// <summary>Who has waited longest stands first, whatever it is: nobody waits unseen below another kind of work.</summary>
    [Fact]
    public async Task All_that_waits_is_one_list_by_its_age_and_can_be_narrowed_to_a_kind()
    {
        var atelier = await Atelier.In(_market);
        var (first, last) = (await atelier.CompleteDraft(), await atelier.CompleteDraft());
        await Send(first.Id);
        _market.Clock.Advance(TimeSpan.FromHours(3));
        await _market.Given(new Producer
        {
            Id = ProducerId.New(),
            Slug = "nha-vang",
            NameVi = "Nhà Vàng",
            Kind = ProducerKind.Household,
            UnitId = atelier.Producer.UnitId,
            Phone = "+84912000000",
            AppliedAt = _market.Clock.GetUtcNow(),
        });
        _market.Clock.Advance(TimeSpan.FromHours(3));
        await Send(last.Id);
        using var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        var all = await moderator.Open("/moderation");
        var producers = await moderator.Open("/moderation?kind=producers");
        var unknown = await moderator.Open("/moderation?kind=%3Cscript%3E");

        Assert.Equal(["products", "producers", "products"], Kinds(all));
        Assert.Equal(["Đăng ký bán hàng (1)", "Món hàng mới (2)"], all.Texts("main nav li"));
        Assert.Equal(["producers"], Kinds(producers));
        Assert.Equal("Tất cả (3)", producers.Texts("main nav li")[0]);
        Assert.Equal("Đăng ký bán hàng (1)", producers.QuerySelector("main nav [aria-current]")!.TextContent);
        Assert.Equal(3, Kinds(unknown).Count());

        Task Send(Marketplace.Domain.Catalog.ProductId product) => _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, product, ["maker-declaration"], false));

        static IEnumerable<string?> Kinds(AngleSharp.Dom.IDocument page) => page.QuerySelectorAll("tr[data-kind]").Select(row => row.GetAttribute("data-kind"));
    }
}

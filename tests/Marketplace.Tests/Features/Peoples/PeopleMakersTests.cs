using System.Net;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Peoples;

/// <summary>Makers stand on the page of their people as long as they want to.</summary>
public sealed class PeopleMakersTests : IAsyncLifetime, IDisposable
{
    private const int Many = 30;
    private readonly TestMarketplace _market = new();
    private readonly EthnicGroup _people = new() { Slug = "hmong", Code1979 = "08", Code2008 = "08", NameVi = "Hmông", NameEn = "Hmong" };
    private readonly Person _person = new() { Id = PersonId.New(), FullName = "Sùng Thị Máy", RecordedAt = Some.Moment };

    public async ValueTask InitializeAsync() => await _market.Given(_people, _person);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task They_stand_there_with_their_place_by_their_consent_only_and_go_when_it_is_withdrawn()
    {
        var (named, silent) = (await Booth("Nhà Giàng"), await Some.SavedBooth(_market, "Nhà Vừ"));
        await _market.Change(silent.Producer.Id, producer => producer.PublicEthnicGroupId = _people.Id);
        await Some.SavedProduct(_market, named);
        var client = _market.CreateClient();

        var page = await client.Open("/en/peoples/hmong");
        var row = Assert.Single(page.QuerySelectorAll("[aria-labelledby=makers] li"));
        Assert.Contains(named.Producer.Slug, row.InnerHtml, StringComparison.Ordinal);
        Assert.Contains("1 item", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"[aria-labelledby=makers] .links a[href='/en/provinces/{named.Province.Code}']"));

        var consent = await _market.Read(db => db.Consents.Select(found => found.Id).SingleAsync(TestContext.Current.CancellationToken));
        await _market.Change(db => db.Consents.FindAsync(consent).AsTask(), found => found!.Withdraw(_market.Clock.GetUtcNow()));

        Assert.Null((await client.Open("/en/peoples/hmong")).QuerySelector("[aria-labelledby=makers]"));
        Assert.Empty((await client.Open("/en/makers?people=hmong")).QuerySelectorAll("ul.rows li"));
    }

    [Fact]
    public async Task All_of_them_are_reached_page_by_page_and_nobody_else()
    {
        var booth = await Booth("Nhà Giàng");
        await _market.Given([.. Enumerable.Range(0, Many).Select(_ => Some.Producer(booth.Commune.Id, name: "Nhà khác"))]);
        for (var number = 1; number < Many; number++)
        {
            await Consent(await Saved(booth));
        }

        var client = _market.CreateClient();
        List<string> slugs = [];
        for (var address = (await client.Open("/peoples/hmong")).QuerySelector("[aria-labelledby=makers] a[href*='people=']")!.GetAttribute("href"); address is not null;)
        {
            var page = await client.Open(address);
            slugs.AddRange(page.QuerySelectorAll("ul.rows h2 a").Select(link => link.GetAttribute("href")!));
            address = page.QuerySelector("nav.pager a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Many, slugs.Count);
        Assert.Distinct(slugs);
        Assert.All(slugs, slug => Assert.Contains("nha-giang", slug, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await client.Get("/makers?people=nobody")).StatusCode);
    }

    private async Task<ProducerId> Saved(Some.Booth booth)
    {
        var producer = Some.Producer(booth.Commune.Id, name: "Nhà Giàng");
        await _market.Given(producer);
        return producer.Id;
    }

    private async Task<Some.Booth> Booth(string name)
    {
        var booth = await Some.SavedBooth(_market, name);
        await Consent(booth.Producer.Id);
        return booth;
    }

    private async Task Consent(ProducerId producer)
    {
        await _market.Given(Some.Consent(producer, _person.Id));
        await _market.Change(producer, found => found.PublicEthnicGroupId = _people.Id);
    }
}

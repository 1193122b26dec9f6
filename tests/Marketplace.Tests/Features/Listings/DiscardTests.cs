using System.Net;
using Marketplace.Domain.Catalog;
using Marketplace.Features.Listings.Lots;
using Marketplace.Features.Listings.Preview;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

public sealed class DiscardTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_draft_begun_by_mistake_is_thrown_away_with_all_that_hangs_on_it()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        Assert.True((await _market.Send(new AddLot(atelier.Producer.Id, atelier.Actor, draft.Id, "L1", new DateOnly(2026, 8, 31), [atelier.Person.Id.Value]))).Succeeded);
        var (browser, listing) = (await _market.As(atelier.Maker), $"{atelier.Root}/listings/{draft.Id.Value}");
        var page = await browser.Open(listing);

        using var gone = await browser.Post(listing + "/removal");
        using var again = await browser.Post(listing + "/removal");

        Assert.Single(page.QuerySelectorAll($"form[action='{listing}/removal']"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (gone.StatusCode, again.StatusCode));
        Assert.Equal(0, await _market.Read(async db => await db.Products.CountAsync(Ct) + await db.Variants.CountAsync(Ct) + await db.StockLevels.CountAsync(Ct) + await db.Lots.CountAsync(Ct)));
    }

    [Fact]
    public async Task What_was_sent_to_review_and_what_is_anothers_stays()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var draft = await atelier.CompleteDraft();
        using var foreign = await (await _market.As(other.Maker)).Post($"{other.Root}/listings/{draft.Id.Value}/removal");
        Assert.Empty((await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false))).Refusals);

        using var kept = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/listings/{draft.Id.Value}/removal");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity), (foreign.StatusCode, kept.StatusCode));
        Assert.Contains("Món này đã gửi duyệt rồi.", await kept.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(ProductStatus.Submitted, (await atelier.Reload(draft.Id)).Status);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

using System.Net;
using Marketplace.Domain.Media;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Media.Sweep;
using Marketplace.Infrastructure.Media;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Marketplace.Tests.Support.ProfileMarket;

namespace Marketplace.Tests.Features.Studio;

/// <summary>The photo of a person of the shop.</summary>
public sealed class PortraitTests : IDisposable
{
    private readonly ProfileMarket _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_portrait_taken_away_while_it_waits_is_never_made()
    {
        var (atelier, browser) = await _market.Shop();
        (await SetPortrait(browser, atelier, Pictures.Jpeg())).Dispose();
        var media = await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct));

        using var removed = await browser.Post($"{atelier.Root}/profile/portrait/removal");
        await _market.Send(new ProcessNextPhoto());
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.Send(new SweepUploads());

        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.False(Directory.Exists(_market.Services.GetRequiredService<PhotoStore>().Folder(media)));
        Assert.Empty(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "incoming")));
        Assert.Equal(0, await _market.Read(db => db.MediaItems.CountAsync(Ct)));
    }
}

using System.Net;
using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Details;
using Marketplace.Features.Listings.Photos;
using Marketplace.Features.Listings.Preview;
using Marketplace.Features.Listings.Prices;
using Marketplace.Features.Listings.Start;
using Marketplace.Features.Listings.Status;
using Marketplace.Features.Listings.Story;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Marketplace.Tests.Features.Listings;

/// <summary>Photos of a listing: how many, in which order, and what is none.</summary>
public sealed class ListingPhotosTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Photos_sent_side_by_side_stay_five()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            _market.Send(new AddPhotos(atelier.Producer.Id, atelier.Actor, draft.Id, [new MemoryStream(Pictures.Jpeg())]))));

        var photos = (await atelier.Reload(draft.Id)).Photos;
        Assert.InRange(photos.Count, 2, 5);
        Assert.Equal(1 + results.Count(result => result.Succeeded), photos.Count);
    }

    [Fact]
    public async Task Words_for_a_photo_that_are_refused_stay_as_typed()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var words = "Khăn " + new string('x', 200);

        using var response = await (await _market.As(atelier.Maker)).Post(
            $"{atelier.Root}/listings/{draft.Id.Value}/photos/changes", ("change", $"{draft.Photos.First().MediaId.Value}:Describe"), ($"words[{draft.Photos.First().MediaId.Value}]", words));

        var page = await response.Page();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(words, page.QuerySelector("#alt-0")!.GetAttribute("value"));
        Assert.Equal("#alt-0", page.QuerySelector(".errors a")!.GetAttribute("href"));
        Assert.Equal("alt-0-error", page.QuerySelector("#alt-0[aria-invalid=true]")!.GetAttribute("aria-describedby"));
        Assert.NotNull(page.QuerySelector(".error#alt-0-error"));
        Assert.False(page.QuerySelector("#alt-en-0")!.HasAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Five_photos_and_no_more()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        var result = await _market.Send(new AddPhotos(atelier.Producer.Id, atelier.Actor, draft.Id, [.. Enumerable.Range(0, 5).Select(_ => new MemoryStream())]));

        Assert.Equal("listings.too-many-photos", Assert.Single(result.Refusals).Code);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("MZ this is a program")]
    [InlineData("")]
    public async Task What_is_no_photo_is_refused_in_words(string content)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        using var file = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(content));
        using var upload = new MultipartFormDataContent { { file, "Photos", "anh.jpg" } };

        var response = await (await _market.As(atelier.Maker)).PostAsync(new Uri($"{atelier.Root}/listings/{draft.Id.Value}/photos", UriKind.Relative), upload, Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Single((await atelier.Reload(draft.Id)).Photos);
    }

    [Fact]
    public async Task One_shop_does_not_fill_the_photo_queue()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var (draft, theirs) = (await atelier.CompleteDraft(), await other.CompleteDraft());
        await _market.Given([.. Enumerable.Range(0, AddPhotosHandler.MostWaiting - 1).Select(number => new MediaItem
        {
            Id = MediaId.New(),
            ProducerId = atelier.Producer.Id,
            Sha256 = $"{number:D64}",
            UploadedAt = _market.Clock.GetUtcNow(),
            LeasedUntil = _market.Clock.GetUtcNow().AddDays(1),
        })]);

        var two = await _market.Send(Photos(atelier, draft, 2));
        var one = await _market.Send(Photos(atelier, draft, 1));
        var neighbour = await _market.Send(Photos(other, theirs, 1));

        Assert.Equal([AddPhotosHandler.TooManyWaiting], two.Refusals);
        Assert.Empty(one.Refusals);
        Assert.Empty(neighbour.Refusals);

        static AddPhotos Photos(Atelier shop, Product product, int count) =>
            new(shop.Producer.Id, shop.Actor, product.Id, [.. Enumerable.Range(0, count).Select(_ => new MemoryStream(Pictures.Jpeg()))]);
    }

    /// <summary>As the form without script sends it: the token stands in the body, which may be read only when the limit was raised.</summary>
    [Fact]
    public async Task A_large_photo_comes_by_the_form_without_script()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        using var maker = await _market.As(atelier.Maker);
        var (header, token) = maker.DefaultRequestHeaders.Where(one => one.Key != "Sec-Fetch-Site").Select(one => (one.Key, one.Value.Single())).Single();
        maker.DefaultRequestHeaders.Remove(header);
        using var noise = Image.Gaussnoise(1800, 1800).Cast(Enums.BandFormat.Uchar);
        var photo = noise.PngsaveBuffer();
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(photo), "Photos", "anh.png" } };

        using var answer = await maker.PostAsync(new Uri($"{atelier.Root}/listings/{draft.Id.Value}/photos", UriKind.Relative), form, Ct);

        Assert.InRange(photo.Length, 2_000_000, 12_000_000);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(2, await _market.Read(db => db.Set<ProductPhoto>().CountAsync(Ct)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

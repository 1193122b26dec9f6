using System.Net;
using Marketplace.Features.Listings.Photos;
using Marketplace.Features.Listings.Story;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

/// <summary>What is typed for a listing is never lost to a refusal or to another button.</summary>
public sealed class DraftKeepingTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("story")]
    [InlineData("details")]
    [InlineData("price")]
    public async Task A_refused_form_tells_the_phone_that_it_shows_what_was_sent(string step)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);
        var address = $"{atelier.Root}/listings/{draft.Id.Value}/{step}";

        using var refused = await browser.Post(address, ("NameVi", ""), ("WeightGrams", "x"), ("Variants[0].PriceDong", "x"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("", (await browser.Open(address)).QuerySelector("form[data-draft]")!.GetAttribute("data-draft"));
        Assert.Equal("posted", (await refused.Page()).QuerySelector("form[data-draft]")!.GetAttribute("data-draft"));
    }

    [Theory]
    [InlineData("Describe")]
    [InlineData("MoveUp")]
    [InlineData("PutFirst")]
    [InlineData("Remove")]
    public async Task Words_typed_beside_photos_are_kept_whichever_button_is_pressed(string button)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await _market.Read(async db =>
        {
            var product = await db.Products.Include(product => product.Photos).SingleAsync(Ct);
            for (var i = 1; i <= 2; i++)
            {
                var photo = new Marketplace.Domain.Media.MediaItem { Id = Marketplace.Domain.Media.MediaId.New(), ProducerId = atelier.Producer.Id, Sha256 = new string((char)('a' + i), 64), UploadedAt = _market.Clock.GetUtcNow() };
                db.MediaItems.Add(photo);
                product.AddPhoto(photo.Id, $"Ảnh {i}", "");
            }

#pragma warning disable RS0030 // A test's own set-up.
            return await db.SaveChangesAsync(Ct);
#pragma warning restore RS0030
        });
        var photos = (await atelier.Reload(draft.Id)).Photos.OrderBy(photo => photo.Position).Select(photo => photo.MediaId.Value).ToList();

        using var answer = await (await _market.As(atelier.Maker)).Post(
            $"{atelier.Root}/listings/{draft.Id.Value}/photos/changes",
            ($"words[{photos[0]}]", "Khăn trải trên ghế"), ($"words[{photos[1]}]", "Nếp gấp"), ($"words[{photos[2]}]", "Mép khăn"), ("change", $"{photos[2]}:{button}"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var saved = (await atelier.Reload(draft.Id)).Photos.OrderBy(photo => photo.Position).ToList();
        Assert.Equal("Khăn trải trên ghế", saved.Single(photo => photo.MediaId.Value == photos[0]).AltVi);
        Assert.Equal("Nếp gấp", saved.Single(photo => photo.MediaId.Value == photos[1]).AltVi);
        Assert.Equal(button == "Remove" ? [] : ["Mép khăn"], saved.Where(photo => photo.MediaId.Value == photos[2]).Select(photo => photo.AltVi));
        Assert.Equal(button switch { "MoveUp" => 1, "PutFirst" => 0, "Remove" => -1, _ => 2 }, saved.FindIndex(photo => photo.MediaId.Value == photos[2]));
    }

    [Fact]
    public async Task A_photo_without_words_of_its_own_is_called_as_its_goods_are_called_now()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        Assert.True((await _market.Send(new AddPhotos(atelier.Producer.Id, atelier.Actor, product.Id, [new MemoryStream(Pictures.Jpeg())]))).Succeeded);
        await _market.Send(new Marketplace.Features.Media.Process.ProcessNextPhoto());
        await _market.Send(new SetStory(atelier.Producer.Id, atelier.Actor, product.Id, "Túi đựng trầu", ""));
        var photo = (await atelier.Reload(product.Id)).Photos.Single().MediaId.Value;
        var (browser, photos) = (await _market.As(atelier.Maker), $"{atelier.Root}/listings/{product.Id.Value}/photos");
        var form = await browser.Open(photos);

        // Left as it stands, the name is nobody's words.
        using var left = await browser.Post(photos + "/changes", ("change", $"{photo}:Describe"), ($"words[{photo}]", "Túi đựng trầu"), ($"wordsEn[{photo}]", ""));
        var named = await _market.AsGuest().Open($"/p/{product.Slug}");
        using var said = await browser.Post(photos + "/changes", ("change", $"{photo}:Describe"), ($"words[{photo}]", "Túi treo trên vách"), ($"wordsEn[{photo}]", "A bag on a wall"));

        Assert.Equal("Túi đựng trầu", form.QuerySelector($"[name='words[{photo}]']")!.GetAttribute("value"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (left.StatusCode, said.StatusCode));
        Assert.Equal("Túi đựng trầu", named.QuerySelector("main figure img")!.GetAttribute("alt"));
        Assert.Equal("Túi treo trên vách", (await _market.AsGuest().Open($"/p/{product.Slug}")).QuerySelector("main figure img")!.GetAttribute("alt"));
        Assert.Equal("A bag on a wall", (await _market.AsGuest().Open($"/en/p/{product.Slug}")).QuerySelector("main figure img")!.GetAttribute("alt"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Media;
using Marketplace.Features.Listings.Preview;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Moderation;

public sealed class PhotoReviewTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData(MediaState.Queued, HttpStatusCode.UnprocessableEntity)]
    [InlineData(MediaState.Refused, HttpStatusCode.UnprocessableEntity)]
    [InlineData(MediaState.Ready, HttpStatusCode.Redirect)]
    public async Task A_listing_whose_photo_is_not_ready_is_not_approved(MediaState state, HttpStatusCode expected)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        Assert.Empty((await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false))).Refusals);
        await Photo(state);
        var moderator = await Moderator();
        var address = $"/moderation/products/{draft.Id.Value}";
        var shown = (await moderator.Open(address)).QuerySelector("[name=Shown]")!.GetAttribute("value")!;

        using var approved = await moderator.Post(address, ("Verdict", "Approve"), ("Shown", shown));

        Assert.Equal(expected, approved.StatusCode);
        Assert.Equal(state == MediaState.Queued, (await approved.Page()).Body!.TextContent.Contains("Ảnh còn đang xử lý. Đợi một lát rồi duyệt.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_photo_added_on_sale_waits_to_be_looked_at_until_it_can_be_seen()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var photo = new MediaItem { Id = MediaId.New(), ProducerId = atelier.Producer.Id, Sha256 = new string('1', 64), UploadedAt = _market.Clock.GetUtcNow() };
        await _market.Given(photo);
        await _market.Read(async db =>
        {
            var product = await db.Products.Include(product => product.Photos).SingleAsync(product => product.Id == draft.Id, Ct);
            product.Submit(_market.Clock.GetUtcNow());
            product.Approve(_market.Clock.GetUtcNow());
            product.AddPhoto(photo.Id, "", "");
            product.TakeEvents();
            foreach (var field in (string[])["Photos", "StoryVi"])
            {
                db.ProductEdits.Add(new Marketplace.Domain.Catalog.ProductEdit { ProductId = draft.Id, At = _market.Clock.GetUtcNow(), Field = field, Before = "1", After = "2" });
            }

#pragma warning disable RS0030 // A test's own set-up.
            return await db.SaveChangesAsync(Ct);
#pragma warning restore RS0030
        });
        await Photo(MediaState.Queued);
        var moderator = await Moderator();

        using var early = await Seen(moderator, draft.Id.Value);
        var waiting = await _market.Read(db => db.ProductEdits.Where(edit => edit.SeenAt == null).Select(edit => edit.Field).ToListAsync(Ct));
        await Photo(MediaState.Ready);
        using var seen = await Seen(moderator, draft.Id.Value);

        Assert.Equal(["Photos"], waiting);
        Assert.Equal(0, await _market.Read(db => db.ProductEdits.CountAsync(edit => edit.SeenAt == null, Ct)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<HttpResponseMessage> Seen(HttpClient moderator, Guid product)
    {
        var page = await moderator.Open($"/moderation/products/{product}");
        return await moderator.Post(
            $"/moderation/products/{product}/edits", ("firstShown", page.QuerySelector("[name=firstShown]")!.GetAttribute("value")!), ("lastShown", page.QuerySelector("[name=lastShown]")!.GetAttribute("value")!));
    }

    private Task<int> Photo(MediaState state) => _market.Read(db => db.MediaItems.ExecuteUpdateAsync(set => set.SetProperty(media => media.State, state), Ct));

    private async Task<HttpClient> Moderator() => await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
}

using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Listings.Photos;

[Route("studio/{producer}/listings/{id:guid}/photos")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class PhotosController(ISender sender) : Controller
{
    private const long MostBytes = (AddPhotosHandler.Most * (long)PhotoLimits.MostBytes) + (1024 * 1024);

    [HttpGet]
    [WhileEditable]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowPhotos(this.Acting().ProducerId, new ProductId(id)), ct) is { } form ? View("Edit", form) : NotFound();

    [HttpPost]
    [EnableRateLimiting(RateLimits.Upload)]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Create(Guid id, PhotosForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var streams = form.Photos.Select(photo => photo.OpenReadStream()).ToList();
        try
        {
            return await Answer(id, await sender.Send(new AddPhotos(acting.ProducerId, acting.Actor, new ProductId(id), streams), ct), ct);
        }
        finally
        {
            foreach (var stream in streams)
            {
                await stream.DisposeAsync();
            }
        }
    }

    [HttpPost("changes")]
    public async Task<IActionResult> Update(Guid id, string? change, Dictionary<string, string?> words, Dictionary<string, string?> wordsEn, CancellationToken ct)
    {
        var (acting, chosen) = (this.Acting(), PhotoChoice.Parse(change));
        PhotoWords[] typed =
        [
            .. words.Keys.Union(wordsEn.Keys).Where(photo => Guid.TryParse(photo, out _)).Select(photo =>
                new PhotoWords(new MediaId(Guid.Parse(photo)), Typing.Tidy(words.GetValueOrDefault(photo)), Typing.Tidy(wordsEn.GetValueOrDefault(photo)))),
        ];

        // What cannot be bound is refused by the command as well, and then stands beside its photo.
        ModelState.Clear();
        return await Answer(id, await sender.Send(new ChangePhoto(acting.ProducerId, acting.Actor, new ProductId(id), chosen.Photo, chosen.Change, typed), ct), ct, typed);
    }

    private async Task<IActionResult> Answer(Guid id, Result result, CancellationToken ct, params PhotoWords[] typed)
    {
        if (await sender.Send(new ShowPhotos(this.Acting().ProducerId, new ProductId(id)), ct) is not { } page)
        {
            return NotFound();
        }

        return result.Succeeded ? Redirect(Url.Content(page.Root + "/photos"))
            : result.Refusals.Contains(ProductRefusals.NotFound) ? NotFound()
            : this.Refused([.. result.Refusals.Select(refusal => refusal.At(page.FieldOf(refusal.Field, typed)))], "Edit", page.With(typed));
    }
}

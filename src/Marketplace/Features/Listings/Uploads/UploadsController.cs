using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Features.Listings.Photos;
using Marketplace.Features.Listings.Status;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Listings.Uploads;

/// <summary>
/// Photos in pieces over a weak line, after the ideas of the tus protocol: announce (POST), append at an offset (PATCH), ask how far it came (HEAD).
/// The plain form does the same in one go, without script.
/// </summary>
[Route("studio/{producer}/listings/{id:guid}/photos/uploads")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
[EnableRateLimiting(RateLimits.Upload)]
public sealed class UploadsController(ISender sender, UploadPieces pieces) : Controller
{
    public const string Offset = "Upload-Offset";
    public const string Length = "Upload-Length";
    public const string PieceType = "application/offset+octet-stream";
    private const int MostOfPiece = 256 * 1024;

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, Guid upload, long length, CancellationToken ct)
    {
        var acting = this.Acting();
        if (!await sender.Send(new HasListing(acting.ProducerId, new ProductId(id)), ct))
        {
            return NotFound();
        }

        var result = await sender.Send(new StartUpload(acting.ProducerId, new ProductId(id), new PhotoUploadId(upload), length), ct);
        return result.Succeeded ? Created(Url.Content($"~/studio/{acting.Slug}/listings/{id}/photos/uploads/{upload}"), null) : Refused(result);
    }

    /// <summary>Asked with HEAD, which is answered as GET everywhere.</summary>
    [HttpGet("{upload:guid}")]
    public async Task<IActionResult> Show(Guid id, Guid upload, CancellationToken ct)
    {
        if (await sender.Send(new ShowUpload(this.Acting().ProducerId, new ProductId(id), new PhotoUploadId(upload)), ct) is not { } found)
        {
            return NotFound();
        }

        Tell(found.Received);
        Response.Headers[Length] = found.Length.ToString(CultureInfo.InvariantCulture);
        Response.Headers.CacheControl = "no-store";
        return Ok();
    }

    [HttpPatch("{upload:guid}")]
    [RequestSizeLimit(MostOfPiece)]
    public async Task<IActionResult> Update(Guid id, Guid upload, CancellationToken ct)
    {
        var acting = this.Acting();
        var (product, key) = (new ProductId(id), new PhotoUploadId(upload));
        if (await sender.Send(new ShowUpload(acting.ProducerId, product, key), ct) is not { } found)
        {
            return NotFound();
        }

        if (Request.ContentType != PieceType)
        {
            return StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (!long.TryParse(Request.Headers[Offset], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return BadRequest();
        }

        var outcome = offset == found.Received ? await Append(key, offset, found.Length, ct) : PieceOutcome.OutOfTurn;
        if (outcome == PieceOutcome.TooLong)
        {
            return StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        // What is finished no longer lies in pieces.
        var received = found.Received == found.Length ? found.Length : pieces.Received(key);
        Tell(received);
        if (outcome == PieceOutcome.OutOfTurn)
        {
            return Conflict();
        }

        var finished = received < found.Length ? Result.Ok : await sender.Send(new FinishUpload(acting.ProducerId, acting.Actor, product, key), ct);
        if (finished.Refusals.Any(refusal => refusal.Field == nameof(PhotosForm.Photos)))
        {
            // Refused for what it is, not for a race: the phone lets go of it too.
            await sender.Send(new DropUpload(acting.ProducerId, product, key), ct);
        }

        return finished.Succeeded ? NoContent() : Refused(finished);
    }

    private async Task<PieceOutcome> Append(PhotoUploadId upload, long offset, long length, CancellationToken ct)
    {
        if (Request.ContentLength > Math.Min(MostOfPiece, length - offset))
        {
            return PieceOutcome.TooLong;
        }

        try
        {
            // An empty piece at the end asks only to finish.
            return offset == length ? PieceOutcome.Stored : await pieces.Append(upload, offset, length, Request.Body, ct);
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return PieceOutcome.TooLong;
        }
    }

    private void Tell(long received) => Response.Headers[Offset] = received.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The words for the person, in their language, for the script to show. What is refused only for now (423) the phone keeps, and after a lost race (503)
    /// it tries again by itself.
    /// </summary>
    private IActionResult Refused(Result result) => result.Refusals.Contains(ProductRefusals.NotFound) ? NotFound()
        : result.Refusals.Contains(Race.Lost) ? StatusCode(StatusCodes.Status503ServiceUnavailable)
        : StatusCode(
            result.Refusals.All(refusal => refusal.Code == ListingRefusals.NotEditable.Code || refusal.Code == StartUploadHandler.TooManyUnfinished.Code || refusal.Code == AddPhotosHandler.TooManyWaiting.Code)
                ? StatusCodes.Status423Locked
                : StatusCodes.Status422UnprocessableEntity,
            new { text = string.Join(' ', result.Refusals.Select(refusal => Texts.Get(refusal.Code, refusal.Arguments))) });
}

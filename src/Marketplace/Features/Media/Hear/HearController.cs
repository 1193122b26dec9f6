using Marketplace.Domain.Media;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Media.Hear;

/// <summary>Sends a recording, or the part of it that a player asks for. Its address never changes meaning, so browsers keep it for a year.</summary>
[AllowAnonymous]
[Route("media/audio/{id:guid}.{extension}")]
public sealed class HearController(ISender sender) : Controller
{
    [HttpGet]
    [HttpHead]
    public async Task<IActionResult> Show(Guid id, string extension, CancellationToken ct)
    {
        if (await sender.Send(new FindRecording(new AudioId(id), extension), ct) is not { } recording)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return PhysicalFile(recording.File, recording.ContentType, enableRangeProcessing: true);
    }
}

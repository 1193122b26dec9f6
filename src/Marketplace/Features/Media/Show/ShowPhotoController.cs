using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Media;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Media.Show;

/// <summary>Sends a derivative. Its address never changes meaning, so browsers keep it for a year.</summary>
[AllowAnonymous]
[Route("media/{id:guid}/{width:int}.{extension}")]
public sealed class ShowPhotoController(PhotoStore store) : Controller
{
    [HttpGet]
    [HttpHead]
    public IActionResult Show(Guid id, int width, string extension)
    {
        if (!PhotoLimits.Widths.Contains(width) || !PhotoLimits.Extensions.Contains(extension))
        {
            return NotFound();
        }

        var file = store.Derivative(new MediaId(id), width, extension);
        if (!System.IO.File.Exists(file))
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return PhysicalFile(file, extension == "jpg" ? "image/jpeg" : $"image/{extension}");
    }
}

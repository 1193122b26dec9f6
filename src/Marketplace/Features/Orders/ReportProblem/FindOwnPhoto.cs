using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders.ReportProblem;

/// <summary>A photo the buyer sent, for the buyer.</summary>
public sealed record FindOwnPhoto(OrderAccess Access, Guid Photo) : IQuery<string?>;

internal sealed class FindOwnPhotoHandler(MarketplaceDb db, PrivatePhotos photos) : IRequestHandler<FindOwnPhoto, string?>
{
    public async Task<string?> Handle(FindOwnPhoto query, CancellationToken ct) =>
        await db.Opened(query.Access, ct) is { } id ? photos.Find(id.Value, query.Photo) : null;
}

internal static class PhotoAnswers
{
    extension(Controller controller)
    {
        /// <summary>For this browser only, and for the while it looks.</summary>
        public IActionResult PrivatePhoto(string? file)
        {
            controller.Response.Headers.CacheControl = "private, no-store";
            return file is null ? controller.NotFound() : controller.PhysicalFile(file, "image/jpeg");
        }
    }
}

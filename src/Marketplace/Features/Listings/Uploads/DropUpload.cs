using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Uploads;

/// <summary>Lets go of an upload that was refused: it will never be a picture, and must not count among those the phone has yet to finish.</summary>
public sealed record DropUpload(ProducerId Producer, ProductId Product, PhotoUploadId Upload) : ICommand<Result>;

internal sealed class DropUploadHandler(MarketplaceDb db, UploadPieces pieces) : IRequestHandler<DropUpload, Result>
{
    public async Task<Result> Handle(DropUpload command, CancellationToken ct)
    {
        if (await db.PhotoUploads.Of(command.Producer, command.Product).SingleOrDefaultAsync(upload => upload.Id == command.Upload && upload.DoneAt == null, ct) is { } upload)
        {
            // The file first: a crash in between leaves a row that a timed job forgets, never a file that nothing names.
            pieces.Forget(upload.Id);
            db.PhotoUploads.Remove(upload);
        }

        return Result.Ok;
    }
}

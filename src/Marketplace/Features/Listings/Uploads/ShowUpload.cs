using Marketplace.Domain.Catalog;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Uploads;

/// <summary>How far an upload has come, or nothing when it is not this listing's.</summary>
public sealed record ShowUpload(ProducerId Producer, ProductId Product, PhotoUploadId Upload) : IQuery<UploadModel?>;

public sealed record UploadModel(long Length, long Received);

internal sealed class ShowUploadHandler(MarketplaceDb db, UploadPieces pieces) : IRequestHandler<ShowUpload, UploadModel?>
{
    public async Task<UploadModel?> Handle(ShowUpload query, CancellationToken ct)
    {
        var upload = await db.PhotoUploads.AsNoTracking().Of(query.Producer, query.Product).SingleOrDefaultAsync(upload => upload.Id == query.Upload, ct);

        return upload is null ? null : new UploadModel(upload.Length, upload.DoneAt is null ? pieces.Received(upload.Id) : upload.Length);
    }
}

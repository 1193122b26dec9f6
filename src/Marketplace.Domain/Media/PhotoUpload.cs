using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Media;

/// <summary>A photo on its way in pieces.</summary>
public readonly record struct PhotoUploadId(Guid Value) : IEntityId<PhotoUploadId>
{
    public static PhotoUploadId New() => new(Guid.CreateVersion7());

    public static PhotoUploadId From(Guid value) => new(value);
}

/// <summary>
/// A photo that comes in pieces over a weak line. How much has come is what lies on disk; this says whose it is and how long it will be.
/// </summary>
public sealed class PhotoUpload : Aggregate
{
    /// <summary>Chosen by the phone, so that asking twice begins one.</summary>
    public required PhotoUploadId Id { get; init; }

    public required ProducerId ProducerId { get; init; }

    public required ProductId ProductId { get; init; }

    /// <summary>Bytes of the whole.</summary>
    public required long Length { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it became a picture of the listing.</summary>
    public DateTimeOffset? DoneAt { get; set; }
}

public static class PhotoUploadQueries
{
    extension(IQueryable<PhotoUpload> uploads)
    {
        public IQueryable<PhotoUpload> Of(ProducerId producer, ProductId product) => uploads.Where(upload => upload.ProducerId == producer && upload.ProductId == product);
    }
}

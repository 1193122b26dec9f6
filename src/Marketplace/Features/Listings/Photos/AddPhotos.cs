using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Photos;

/// <summary>Adds pictures to a listing, up to five. All are taken or none.</summary>
public sealed record AddPhotos(ProducerId Producer, Actor Actor, ProductId Product, IReadOnlyList<Stream> Uploads) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();
}

/// <summary>Makes a picture of the listing out of an upload whose last piece came. Said twice, it is done once.</summary>
public sealed record FinishUpload(ProducerId Producer, Actor Actor, ProductId Product, PhotoUploadId Upload) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();

    public string Act => nameof(AddPhotos);
}

internal sealed class AddPhotosHandler(MarketplaceDb db, IPhotoIntake intake, UploadPieces pieces, AfterSave afterSave, TimeProvider clock)
    : IRequestHandler<AddPhotos, Result>, IRequestHandler<FinishUpload, Result>
{
    public const int Most = 5;

    /// <summary>Of one shop, waiting to be worked on: the queue is everybody's, and takes one at a time.</summary>
    public const int MostWaiting = 40;

    /// <summary>Beside no field: the photo itself is right, and a phone that sent it in pieces keeps it for later.</summary>
    public static readonly Refusal TooManyWaiting = new("listings.too-many-waiting", "", MostWaiting);

    public Task<Result> Handle(AddPhotos command, CancellationToken cancellationToken) => Add(command, cancellationToken);

    public async Task<Result> Handle(FinishUpload command, CancellationToken cancellationToken)
    {
        var upload = await db.PhotoUploads.Of(command.Producer, command.Product).SingleOrDefaultAsync(upload => upload.Id == command.Upload, cancellationToken);
        if (upload is null)
        {
            return ProductRefusals.NotFound;
        }

        if (upload.DoneAt is not null)
        {
            return Result.Ok;
        }

        await using var photo = pieces.Open(upload.Id);
        var added = await Add(new AddPhotos(command.Producer, command.Actor, command.Product, [photo]), cancellationToken);
        if (added.Succeeded)
        {
            upload.DoneAt = clock.GetUtcNow();
            afterSave.Do(_ =>
            {
                pieces.Forget(upload.Id);
                return ValueTask.CompletedTask;
            });
        }

        return added;
    }

    private async Task<Result> Add(AddPhotos command, CancellationToken ct)
    {
        var product = await db.Products.Include(product => product.Photos).SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        if (product is null)
        {
            return ProductRefusals.NotFound;
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        if (command.Uploads.Count == 0)
        {
            return new Refusal("listings.photo-required", "Photos");
        }

        if (product.Photos.Count + command.Uploads.Count > Most)
        {
            return new Refusal("listings.too-many-photos", "Photos", Most);
        }

        if (await db.MediaItems.CountAsync(media => media.State == MediaState.Queued && media.ProducerId == command.Producer, ct) + command.Uploads.Count > MostWaiting)
        {
            return TooManyWaiting;
        }

        var before = product.Photos.Count;
        foreach (var upload in command.Uploads)
        {
            // After a lost race the command runs again, on streams read to their end.
            upload.Position = 0;
            var received = await intake.Receive(command.Producer, upload, ct);
            if (!received.Succeeded)
            {
                return Result.Refused(received.Refusals);
            }

            // Until someone says what is in it, it is called as the goods are called.
            product.AddPhoto(received.Value, "", "");
        }

        db.Note(product, command.Actor, clock.GetUtcNow(), ("Photos", $"{before}", $"{product.Photos.Count}"));
        return Result.Ok;
    }
}

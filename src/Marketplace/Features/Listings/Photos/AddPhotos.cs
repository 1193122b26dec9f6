using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Photos;

/// <summary>Adds pictures to a listing, up to five. All are taken or none.</summary>
public sealed record AddPhotos(ProducerId Producer, Actor Actor, ProductId Product, IReadOnlyList<Stream> Uploads) : ICommand<Result>;

internal sealed class AddPhotosHandler(MarketplaceDb db, IPhotoIntake intake, TimeProvider clock) : IRequestHandler<AddPhotos, Result>
{
    public const int Most = 5;

    public async Task<Result> Handle(AddPhotos command, CancellationToken ct)
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

        var before = product.Photos.Count;
        foreach (var upload in command.Uploads)
        {
            var received = await intake.Receive(command.Producer, upload, ct);
            if (!received.Succeeded)
            {
                return Result.Refused(received.Refusals);
            }

            // "What is in the picture?" begins with the name and is the maker's to change.
            product.AddPhoto(received.Value, product.NameVi, product.NameEn);
        }

        db.Note(product, command.Actor, clock.GetUtcNow(), ("Photos", $"{before}", $"{product.Photos.Count}"));
        return Result.Ok;
    }
}

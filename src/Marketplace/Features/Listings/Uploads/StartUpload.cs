using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Photos;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Uploads;

/// <summary>Announces a photo that will come in pieces. Said twice with the same id, it begins one.</summary>
public sealed record StartUpload(ProducerId Producer, ProductId Product, PhotoUploadId Upload, long Length) : ICommand<Result>;

internal sealed class StartUploadValidator : AbstractValidator<StartUpload>
{
    public StartUploadValidator()
    {
        RuleFor(command => command.Upload).Must(id => id.Value != Guid.Empty).WithErrorCode(MediaRefusals.Unreadable.Code);
        RuleFor(command => command.Length).GreaterThan(0).WithErrorCode(MediaRefusals.Unreadable.Code);
        RuleFor(command => command.Length).LessThanOrEqualTo(PhotoLimits.MostBytes).WithErrorCode(MediaRefusals.TooLarge.Code).WithState(_ => MediaRefusals.TooLarge.Arguments);
    }
}

internal sealed class StartUploadHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<StartUpload, Result>
{
    /// <summary>A phone with a weak line leaves a few behind; more than this is no phone.</summary>
    public const int MostUnfinished = 20;

    public static readonly Refusal TooManyUnfinished = new("listings.too-many-uploads", "Photos", MostUnfinished);

    public async Task<Result> Handle(StartUpload command, CancellationToken ct)
    {
        if (await db.PhotoUploads.SingleOrDefaultAsync(upload => upload.Id == command.Upload, ct) is { } known)
        {
            return known.ProducerId == command.Producer && known.ProductId == command.Product && known.Length == command.Length ? Result.Ok : ProductRefusals.NotFound;
        }

        var product = await db.Products.SoldBy(command.Producer).Where(product => product.Id == command.Product)
            .Select(product => new { product.Status, Photos = product.Photos.Count }).SingleOrDefaultAsync(ct);
        if (product is null)
        {
            return ProductRefusals.NotFound;
        }

        if (product.Status is ProductStatus.Submitted or ProductStatus.Rejected)
        {
            return ListingRefusals.NotEditable;
        }

        if (product.Photos >= AddPhotosHandler.Most)
        {
            return new Refusal("listings.too-many-photos", "Photos", AddPhotosHandler.Most);
        }

        if (await db.PhotoUploads.CountAsync(upload => upload.ProducerId == command.Producer && upload.DoneAt == null, ct) >= MostUnfinished)
        {
            return TooManyUnfinished;
        }

        db.PhotoUploads.Add(new PhotoUpload
        {
            Id = command.Upload,
            ProducerId = command.Producer,
            ProductId = command.Product,
            Length = command.Length,
            StartedAt = clock.GetUtcNow(),
        });
        return Result.Ok;
    }
}

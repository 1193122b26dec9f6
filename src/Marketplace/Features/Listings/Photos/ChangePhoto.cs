using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Photos;

public enum PhotoChange
{
    Describe = 1,
    PutFirst = 2,
    Remove = 3,
    MoveUp = 4,
}

/// <summary>Says what is in a picture, moves it up, puts it first, or takes it away.</summary>
public sealed record ChangePhoto(ProducerId Producer, Actor Actor, ProductId Product, MediaId Photo, PhotoChange Change, string AltVi) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();
}

internal sealed class ChangePhotoValidator : AbstractValidator<ChangePhoto>
{
    public ChangePhotoValidator()
    {
        RuleFor(command => command.Change).Must(change => Enum.IsDefined(change)).WithErrorCode("listings.photo-change-unknown");
        RuleFor(command => command.AltVi).Must(text => Typing.IsLine(text, 0, 200)).WithErrorCode("listings.alt-too-long");
    }
}

internal sealed class ChangePhotoHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ChangePhoto, Result>
{
    public async Task<Result> Handle(ChangePhoto command, CancellationToken ct)
    {
        var product = await db.Products.Include(product => product.Photos).SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        var photo = product?.Photos.FirstOrDefault(photo => photo.MediaId == command.Photo);
        if (product is null || photo is null)
        {
            return ProductRefusals.NotFound;
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        var (before, after) = (photo.AltVi, command.AltVi);
        switch (command.Change)
        {
            case PhotoChange.Describe:
                photo.AltVi = command.AltVi;
                break;
            case PhotoChange.PutFirst:
                product.PutFirst(command.Photo);
                after = before;
                break;
            case PhotoChange.MoveUp:
                product.MoveUp(command.Photo);
                after = before;
                break;
            default:
                if (product.Photos.Count == 1 && product.Status is ProductStatus.Published or ProductStatus.Paused)
                {
                    return new Refusal("listings.photo-required", "Photos");
                }

                product.RemovePhoto(command.Photo);
                after = "";
                break;
        }

        db.Note(product, command.Actor, clock.GetUtcNow(), ("Photos", before, after));
        return Result.Ok;
    }
}

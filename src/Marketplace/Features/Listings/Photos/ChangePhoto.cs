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

/// <summary>What is in a picture, as typed beside it.</summary>
public sealed record PhotoWords(MediaId Photo, string Vi, string En);

/// <summary>Moves a picture up, puts it first, takes it away or only says what is in it. Whatever is pressed, the words typed beside any of them are kept.</summary>
public sealed record ChangePhoto(ProducerId Producer, Actor Actor, ProductId Product, MediaId Photo, PhotoChange Change, IReadOnlyList<PhotoWords> Words) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();
}

internal sealed class ChangePhotoValidator : AbstractValidator<ChangePhoto>
{
    private const int Longest = 200;

    public ChangePhotoValidator()
    {
        RuleFor(command => command.Change).Must(change => Enum.IsDefined(change)).WithErrorCode("listings.photo-change-unknown");
        RuleForEach(command => command.Words).ChildRules(words =>
        {
            words.RuleFor(one => one.Vi).Must(text => Typing.IsLine(text, 0, Longest)).WithErrorCode("listings.alt-too-long");
            words.RuleFor(one => one.En).Must(text => Typing.IsLine(text, 0, Longest)).WithErrorCode("listings.alt-too-long");
        });
    }
}

internal sealed class ChangePhotoHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ChangePhoto, Result>
{
    public async Task<Result> Handle(ChangePhoto command, CancellationToken ct)
    {
        var product = await db.Products.Include(product => product.Photos).SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        if (product is null)
        {
            return ProductRefusals.NotFound;
        }

        var photo = product.Photos.FirstOrDefault(photo => photo.MediaId == command.Photo);
        if (photo is null && await db.Set<ProductPhoto>().AnyAsync(other => other.MediaId == command.Photo, ct))
        {
            return ProductRefusals.NotFound;
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        if (command.Change == PhotoChange.Remove && photo is not null && product.Photos.Count == 1 && product.Status is ProductStatus.Published or ProductStatus.Paused)
        {
            return new Refusal("listings.photo-required", "Photos");
        }

        Describe(product, command);

        // Asked for again after a lost answer, a picture taken away is gone already.
        if (photo is not null)
        {
            Move(product, photo, command);
        }

        return Result.Ok;
    }

    private void Describe(Product product, ChangePhoto command)
    {
        foreach (var words in command.Words)
        {
            // Beside a photo without words of its own stands the name of the goods: left as it is, it is nobody's words for the photo.
            if (product.Photos.FirstOrDefault(photo => photo.MediaId == words.Photo) is { } photo)
            {
                var (vi, en) = (Own(photo.AltVi, words.Vi, product.NameVi), Own(photo.AltEn, words.En, product.NameEn));
                db.Note(product, command.Actor, clock.GetUtcNow(), ("Photos", photo.AltVi, vi), ("Photos", photo.AltEn, en));
                (photo.AltVi, photo.AltEn) = (vi, en);
            }
        }
    }

    private void Move(Product product, ProductPhoto photo, ChangePhoto command)
    {
        switch (command.Change)
        {
            case PhotoChange.PutFirst:
                product.PutFirst(photo.MediaId);
                break;
            case PhotoChange.MoveUp:
                product.MoveUp(photo.MediaId);
                break;
            case PhotoChange.Remove:
                db.Note(product, command.Actor, clock.GetUtcNow(), ("Photos", photo.AltVi is "" ? product.NameVi : photo.AltVi, ""));
                product.RemovePhoto(photo.MediaId);
                return;
        }

        db.Note(product, command.Actor, clock.GetUtcNow());
    }

    private static string Own(string before, string typed, string name) => before is "" && typed == name ? "" : typed;
}

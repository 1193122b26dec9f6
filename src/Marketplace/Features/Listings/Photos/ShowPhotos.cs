using Marketplace.Domain.Catalog;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Photos;

public sealed record ShowPhotos(ProducerId Producer, ProductId Product) : IQuery<PhotosForm?>;

public sealed class PhotosForm
{
    public List<IFormFile> Photos { get; set; } = [];

    [BindNever, ValidateNever]
    public string Root { get; set; } = "";

    [BindNever, ValidateNever]
    public string NameVi { get; set; } = "";

    [BindNever, ValidateNever]
    public IReadOnlyList<PhotoState> Existing { get; set; } = [];

    public int Left => AddPhotosHandler.Most - Existing.Count;

    /// <summary>The words typed for one photo, on the page as it stands.</summary>
    internal PhotosForm With(MediaId? photo, string? altVi)
    {
        Existing = [.. Existing.Select(one => one.MediaId == photo ? one with { AltVi = altVi ?? "" } : one)];
        return this;
    }

    /// <summary>Where an error stands: beside the words of the photo it is about, or over those still to be sent.</summary>
    internal string FieldOf(string field, MediaId? photo)
    {
        var place = Existing.Select(one => (MediaId?)one.MediaId).ToList().IndexOf(photo);
        return place >= 0 ? $"alt-{place}" : Left > 0 ? field : "";
    }
}

public sealed record PhotoState(MediaId MediaId, string AltVi, MediaState State, string RefusalCode);

internal sealed class ShowPhotosHandler(MarketplaceDb db) : IRequestHandler<ShowPhotos, PhotosForm?>
{
    public async Task<PhotosForm?> Handle(ShowPhotos query, CancellationToken ct)
    {
        var product = await db.Products.AsNoTracking().SoldBy(query.Producer)
            .Where(product => product.Id == query.Product)
            .Select(product => new { product.NameVi, Slug = db.Producers.Where(producer => producer.Id == product.ProducerId).Select(producer => producer.Slug).First() })
            .SingleOrDefaultAsync(ct);
        if (product is null)
        {
            return null;
        }

        var photos = await db.Products.AsNoTracking().Where(product => product.Id == query.Product)
            .SelectMany(product => product.Photos).OrderBy(photo => photo.Position)
            .Join(db.MediaItems, photo => photo.MediaId, media => media.Id, (photo, media) => new PhotoState(media.Id, photo.AltVi, media.State, media.RefusalCode))
            .ToListAsync(ct);
        return new PhotosForm { NameVi = product.NameVi, Root = $"~/studio/{product.Slug}/listings/{query.Product.Value}", Existing = photos };
    }
}

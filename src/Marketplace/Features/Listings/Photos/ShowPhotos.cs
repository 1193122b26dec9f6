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

    /// <summary>The words typed beside photos, on the page as it stands.</summary>
    internal PhotosForm With(IReadOnlyList<PhotoWords> typed)
    {
        Existing = [.. Existing.Select(one => typed.FirstOrDefault(words => words.Photo == one.MediaId) is { } words ? one with { AltVi = words.Vi, AltEn = words.En } : one)];
        return this;
    }

    /// <summary>Where an error stands: beside the words it is about, or over those still to be sent.</summary>
    internal string FieldOf(string field, IReadOnlyList<PhotoWords> typed)
    {
        for (var i = 0; i < typed.Count; i++)
        {
            var place = Existing.Select(one => one.MediaId).ToList().IndexOf(typed[i].Photo);
            if (place >= 0 && field.StartsWith($"Words[{i}].", StringComparison.Ordinal))
            {
                return field.EndsWith(nameof(PhotoWords.En), StringComparison.Ordinal) ? $"alt-en-{place}" : $"alt-{place}";
            }
        }

        return field == nameof(Photos) && Left > 0 ? field : "";
    }
}

public sealed record PhotoState(MediaId MediaId, string AltVi, string AltEn, MediaState State, string RefusalCode);

internal sealed class ShowPhotosHandler(MarketplaceDb db) : IRequestHandler<ShowPhotos, PhotosForm?>
{
    public async Task<PhotosForm?> Handle(ShowPhotos query, CancellationToken ct)
    {
        var product = await db.Products.AsNoTracking().SoldBy(query.Producer)
            .Where(product => product.Id == query.Product)
            .Select(product => new { product.NameVi, product.NameEn, Slug = db.Producers.Where(producer => producer.Id == product.ProducerId).Select(producer => producer.Slug).First() })
            .SingleOrDefaultAsync(ct);
        if (product is null)
        {
            return null;
        }

        var photos = await db.Products.AsNoTracking().Where(product => product.Id == query.Product)
            .SelectMany(product => product.Photos).OrderBy(photo => photo.Position)
            .Join(db.MediaItems, photo => photo.MediaId, media => media.Id, (photo, media) => new PhotoState(
                media.Id, photo.AltVi == "" ? product.NameVi : photo.AltVi, photo.AltEn == "" ? product.NameEn : photo.AltEn, media.State, media.RefusalCode))
            .ToListAsync(ct);
        return new PhotosForm { NameVi = product.NameVi, Root = $"~/studio/{product.Slug}/listings/{query.Product.Value}", Existing = photos };
    }
}

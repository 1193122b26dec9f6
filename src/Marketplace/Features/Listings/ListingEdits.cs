using System.Globalization;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings;

/// <summary>Changes to a listing that a moderator has seen before count at once and are looked at afterwards; what stood there is kept.</summary>
internal static class ListingEdits
{
    private const int Longest = 4000;
    private const int SlugLength = 80;

    public static void Note(this MarketplaceDb db, Product product, Actor actor, DateTimeOffset now, params IEnumerable<(string Field, string Before, string After)> changes)
    {
        foreach (var (field, before, after) in changes.Where(change => product.SubmittedAt is not null && change.Before != change.After))
        {
            db.ProductEdits.Add(new ProductEdit
            {
                ProductId = product.Id,
                At = now,
                ActorId = actor.UserId,
                PrincipalId = actor.Principal,
                Field = field,
                Before = Cut(before),
                After = Cut(after),
            });
        }

        db.Renew(product);
        if (product.Status is ProductStatus.Published)
        {
            product.MarkChanged();
        }
    }

    /// <summary>A moderator saw the paper beside one name and one kind of goods: under others it waits to be seen again, and its badge with it.</summary>
    public static async Task AskForPapersAgain(this MarketplaceDb db, Product product, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var certificate in await db.Certificates.Where(certificate => certificate.ProductId == product.Id && certificate.VerifiedAt != null).ToListAsync(ct))
        {
            certificate.VerifiedAt = null;
            db.AuditEvents.Add(new AuditEvent
            {
                At = now,
                ActorId = actor.UserId,
                PrincipalId = actor.Principal,
                Action = "certificate.wait",
                Subject = AuditSubject.Of(certificate.Id),
                Detail = $"{certificate.Kind} {certificate.Number}",
            });
        }
    }

    /// <summary>A photo, an option, a certificate is a row of its own: the listing it belongs to is written too, so that whoever read it before loses the race.</summary>
    public static void Renew(this MarketplaceDb db, Product product) => db.Entry(product).Property(one => one.Version).IsModified = true;

    /// <summary>The address of a listing: its name, and the end of its identifier so that two of one name never meet.</summary>
    public static string Slug(string name, ProductId id)
    {
        var ending = id.Value.ToString("N", CultureInfo.InvariantCulture)[^6..];
        var slug = Fold.Slug(name, SlugLength);
        return slug.Length == 0 || slug.Any(character => !char.IsAscii(character)) ? "hang-" + ending : $"{slug}-{ending}";
    }

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest];
}

using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Search;

/// <summary>Writes the cards of products as the database now has them. The caller saves.</summary>
internal sealed class CardWriter(MarketplaceDb db, Names names, DateTimeOffset now)
{
    public async Task<IReadOnlyList<ProductCard>> Write(IReadOnlyList<ProductId> ids, CancellationToken ct)
    {
        var sources = await Sources(ids, ct);
        var techniques = await Techniques(ids, ct);
        var former = await FormerPlaces([.. sources.Select(source => source.CommuneId).Distinct()], ct);
        var certificates = (await Certificates([.. sources.Select(source => source.ProducerId).Distinct()], ct)).ToLookup(certificate => certificate.ProducerId);
        var cards = await db.Set<ProductCard>().Where(card => ids.Contains(card.ProductId)).ToDictionaryAsync(card => card.ProductId, ct);
        var written = new List<ProductCard>(sources.Count);
        foreach (var source in sources)
        {
            if (!cards.TryGetValue(source.Id, out var card))
            {
                // What was never listed needs no card.
                if (!source.IsListed)
                {
                    continue;
                }

                card = new ProductCard { ProductId = source.Id, ProducerId = source.ProducerId };
                db.Add(card);
            }

            Fill(
                card, source, [.. techniques[source.Id].Order()], [.. former[source.CommuneId]],
                certificates[source.ProducerId].Where(certificate => certificate.ProductId is null || certificate.ProductId == source.Id));
            written.Add(card);
        }

        return written;
    }

    private Task<List<Source>> Sources(IReadOnlyList<ProductId> ids, CancellationToken ct) =>
        (from product in db.Products
         where ids.Contains(product.Id)
         join producer in db.Producers on product.ProducerId equals producer.Id
         join unit in db.AdminUnits on product.OriginUnitId equals unit.Id
         select new Source(
             product.Id,
             producer.Id,
             product.Status == ProductStatus.Published && producer.Status == ProducerStatus.Verified,
             product.Slug,
             product.NameVi,
             product.NameEn,
             product.MaterialsVi + " " + product.MaterialsEn,
             product.PriceDong,
             product.Variants.Any(variant => variant.PriceDong > product.PriceDong),
             product.Photos.OrderBy(photo => photo.Position).Select(photo => (MediaId?)photo.MediaId).FirstOrDefault(),
             product.CategoryId,
             product.LeadTimeDays,
             product.PublishedAt ?? product.CreatedAt,
             product.IsDemo || producer.IsDemo,
             producer.Slug,
             producer.NameVi,
             producer.NameEn,
             producer.PublicEthnicGroupId,
             db.Consents.ShowingPeople().Any(consent => consent.ProducerId == producer.Id),
             unit.Id,
             unit.ParentId ?? 0,
             unit.NameVi,
             unit.NameEn))
        .AsNoTracking().ToListAsync(ct);

    private async Task<ILookup<ProductId, int>> Techniques(IReadOnlyList<ProductId> ids, CancellationToken ct) =>
        (await db.Set<ProductTechnique>().AsNoTracking()
            .Where(technique => ids.Contains(EF.Property<ProductId>(technique, "ProductId")))
            .Select(technique => new { ProductId = EF.Property<ProductId>(technique, "ProductId"), technique.TechniqueId })
            .ToListAsync(ct))
        .ToLookup(technique => technique.ProductId, technique => technique.TechniqueId);

    /// <summary>The provinces and districts of before July 2025 in which today's communes lay: people go on asking for Kon Tum and Sa Pa.</summary>
    private async Task<ILookup<int, string>> FormerPlaces(IReadOnlyList<int> communes, CancellationToken ct) =>
        (await db.AdminUnitSuccessions.AsNoTracking()
            .Where(succession => communes.Contains(succession.ToId))
            .Select(succession => new { succession.ToId, succession.From.DistrictName, Province = succession.From.Parent!.NameVi })
            .Distinct()
            .ToListAsync(ct))
        .SelectMany(row => new[] { (row.ToId, Name: row.Province), (row.ToId, Name: PlaceNames.Bare(row.DistrictName)) })
        .Where(place => place.Name.Length > 0)
        .Distinct()
        .ToLookup(place => place.ToId, place => place.Name);

    private async Task<List<Certificate>> Certificates(IReadOnlyList<ProducerId> producers, CancellationToken ct) =>
        await db.Certificates.AsNoTracking()
            .Where(certificate => certificate.VerifiedAt != null && producers.Contains(certificate.ProducerId))
            .ToListAsync(ct);

    private void Fill(ProductCard card, Source source, IReadOnlyList<int> techniques, IReadOnlyList<string> former, IEnumerable<Certificate> certificates)
    {
        var category = names.Categories[source.CategoryId];
        var parent = category?.ParentId is { } parentId ? names.Categories[parentId] : null;
        var people = source.HasConsent && source.PeopleId is { } peopleId ? names.Peoples[peopleId] : null;
        var province = names.Provinces[source.ProvinceId];
        (card.Shape, card.IsListed, card.ChangedAt) = (ProductCard.CurrentShape, source.IsListed, Later(card.ChangedAt));
        (card.Slug, card.NameVi, card.NameEn, card.PriceDong, card.HasDearer) = (source.Slug, source.NameVi, source.NameEn, source.PriceDong, source.HasDearer);
        (card.MediaId, card.LeadTimeDays, card.PublishedAt, card.IsDemo) = (source.MediaId, source.LeadTimeDays, source.PublishedAt, source.IsDemo);
        (card.ProducerSlug, card.ProducerVi, card.ProducerEn) = (source.ProducerSlug, source.ProducerVi, source.ProducerEn);
        (card.CategoryId, card.ParentCategoryId, card.PeopleId) = (source.CategoryId, category?.ParentId, people?.Id);
        (card.ProvinceId, card.CommuneId, card.CommuneVi, card.CommuneEn) = (source.ProvinceId, source.CommuneId, source.CommuneVi, source.CommuneEn);
        card.Techniques = string.Join('|', techniques);
        card.Certificates = string.Join('|', certificates.Take(12).Select(certificate => string.Create(
            CultureInfo.InvariantCulture, $"{(int)certificate.Kind}:{certificate.ValidFrom.DayNumber}:{certificate.ValidUntil.DayNumber}")));

        // Of which kind it is counts as its name: "cà phê" asks for coffee before what else a coffee co-operative makes.
        string[] name = source.IsListed ? [source.NameVi, source.NameEn, .. Words(category)] : [];
        string[] rest = source.IsListed
            ? [
                source.ProducerVi, source.ProducerEn, source.Materials, source.CommuneVi, source.CommuneEn,
                .. Words(parent), .. Words(people), .. Words(province), .. former,
                .. former.Append(source.CommuneVi).Append(province?.Vi ?? "").Select(InOneWord),
                .. techniques.SelectMany(technique => Words(names.Techniques[technique])),
            ]
            : [];
        card.SearchName = Distinct(600, name.Select(Fold.Text));
        card.SearchRest = Distinct(3000, rest.Select(Fold.Text));
        card.SearchMarked = Distinct(3600, name.Concat(rest).Select(Fold.WithTonesPlaced));
    }

    /// <summary>Always after the last change, whatever this node's clock says: by it the others tell which of two they should keep.</summary>
    private DateTimeOffset Later(DateTimeOffset last) => now > last ? now : last.AddTicks(1);

    private static IEnumerable<string> Words(ShopName? name) => name is null ? [] : [name.Vi, name.En, name.Fr, name.Extra];

    /// <summary>As many write a place: "sapa", "hagiang".</summary>
    private static string InOneWord(string place) => Fold.Text(place).Replace(" ", "", StringComparison.Ordinal);

    private static string Distinct(int length, IEnumerable<string> texts)
    {
        var words = string.Join(' ', texts.SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal));
        return words.Length <= length ? words : words[..words.LastIndexOf(' ', length)];
    }

    private sealed record Source(
        ProductId Id, ProducerId ProducerId, bool IsListed, string Slug, string NameVi, string NameEn, string Materials, long PriceDong, bool HasDearer, MediaId? MediaId,
        int CategoryId, int LeadTimeDays, DateTimeOffset PublishedAt, bool IsDemo, string ProducerSlug, string ProducerVi,
        string ProducerEn, int? PeopleId, bool HasConsent, int CommuneId, int ProvinceId, string CommuneVi, string CommuneEn);
}

using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Catalog;

/// <param name="People">Nothing where the makers do not consent to its being named.</param>
/// <param name="Products">On sale now.</param>
internal sealed record MakerRow(string Slug, string Name, PeopleName? People, string Commune, string Province, int Products, bool IsDemo);

internal sealed record PeopleName(string Text, string? Language);

/// <summary>Reads the makers of a list, in the language of the page. Those that are not let in, or not any more, are nowhere.</summary>
internal sealed class MakerRows(MarketplaceDb db, CatalogIndex index, ShopNames shopNames)
{
    /// <summary>In the order of the name in their address.</summary>
    public async Task<List<MakerRow>> Read(IQueryable<Producer> wanted, int most, CancellationToken ct)
    {
        await index.Ready(ct);
        var names = await shopNames.Get(ct);
        var rows = await (
            from producer in wanted.AsNoTracking()
            where producer.Status == ProducerStatus.Verified
            join unit in db.AdminUnits on producer.UnitId equals unit.Id
            orderby producer.Slug
            select new
            {
                producer.Id,
                producer.Slug,
                producer.NameVi,
                producer.NameEn,
                producer.PublicEthnicGroupId,
                HasConsent = db.Consents.ShowingPeople().Any(consent => consent.ProducerId == producer.Id),
                CommuneVi = unit.NameVi,
                CommuneEn = unit.NameEn,
                unit.ParentId,
                producer.IsDemo,
            }).Take(most).ToListAsync(ct);
        return rows.ConvertAll(row => new MakerRow(
            row.Slug, Languages.Pick(row.NameVi, row.NameEn),
            row is { HasConsent: true, PublicEthnicGroupId: { } id } && names.Peoples[id] is { } people ? new PeopleName(people.Name, people.ForeignLanguage) : null,
            Languages.Pick(row.CommuneVi, row.CommuneEn), row.ParentId is { } province ? names.Provinces[province]?.Name ?? "" : "",
            index.CountOf(row.Id), row.IsDemo));
    }
}

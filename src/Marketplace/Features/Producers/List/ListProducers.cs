using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Producers.List;

/// <param name="After">Slug of the last maker of the page before.</param>
/// <param name="People">Slug of the people whose makers are asked for, as far as they name it; all when left out.</param>
internal sealed record ListProducers(string? After, string? People = null) : IQuery<ProducerListModel?>;

/// <param name="Of">The people whose makers these are; nothing when all are shown.</param>
internal sealed record ProducerListModel(IReadOnlyList<ProducerRow> Producers, string? NextUrl, bool IsFirst, PeopleLink? Of);

internal sealed record PeopleLink(string Slug, string Name, string? Language);

internal sealed record ProducerRow(string Slug, string Name, PeopleName? People, string Commune, string Province, int Products, bool IsDemo);

internal sealed record PeopleName(string Text, string? Language);

internal sealed class ListProducersHandler(MarketplaceDb db, CatalogIndex index, ShopNames shopNames) : IRequestHandler<ListProducers, ProducerListModel?>
{
    private const int Size = 24;

    public async Task<ProducerListModel?> Handle(ListProducers query, CancellationToken ct)
    {
        await index.Ready(ct);
        var names = await shopNames.Get(ct);
        var of = query.People is { Length: > 0 } slug ? names.Peoples[slug] : null;
        if (of is null && !string.IsNullOrEmpty(query.People))
        {
            return null;
        }

        var after = query.After is { Length: <= 100 } ? query.After : "";
        var rows = await (
            from producer in of is null ? db.Producers.AsNoTracking() : db.Producers.AsNoTracking().NamingPeople(of.Id, db.Consents)
            where producer.Status == ProducerStatus.Verified && producer.Slug.CompareTo(after) > 0
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
            }).Take(Size + 1).ToListAsync(ct);

        return new ProducerListModel(
            [.. rows.Take(Size).Select(row => new ProducerRow(
                row.Slug, Languages.Pick(row.NameVi, row.NameEn),
                row is { HasConsent: true, PublicEthnicGroupId: { } id } && names.Peoples[id] is { } people ? new PeopleName(people.Name, people.ForeignLanguage) : null,
                Languages.Pick(row.CommuneVi, row.CommuneEn), row.ParentId is { } province ? names.Provinces[province]?.Name ?? "" : "",
                index.CountOf(row.Id), row.IsDemo))],
            rows.Count > Size ? $"/makers?{(of is null ? "" : $"people={of.Slug}&")}after={Uri.EscapeDataString(rows[Size - 1].Slug)}" : null,
            after is "",
            of is null ? null : new PeopleLink(of.Slug, of.Name, of.ForeignLanguage));
    }
}

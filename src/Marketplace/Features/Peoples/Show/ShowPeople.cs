using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Peoples.Show;

internal sealed record ShowPeople(string Slug, ListingInput Input) : IQuery<PeopleModel?>;

internal sealed record PeopleModel(string Slug, string Name, string? Language, string Autonym, IReadOnlyList<HeritageRow> Heritage, CraftShelf? Crafts, IReadOnlyList<MakerRow> Makers, bool HasMoreMakers, IReadOnlyList<ProvinceLink> Provinces, ListingModel Listing);

internal sealed record ProvinceLink(string Slug, string Name, string? Language);

/// <param name="IsOwnCulture">Attribution is asked: the craft may be shown, not copied.</param>
internal sealed record HeritageRow(
    string Name, string? NameLanguage, string Text, string? Language, string Kind, string Calendar, string Month, string? ProvinceCode, string? Province, string? ProvinceLanguage,
    bool IsOwnCulture);

internal sealed class ShowPeopleHandler(MarketplaceDb db, MakerRows makerRows, ShopNames shopNames, CraftStories crafts, ShelfReader listings) : IRequestHandler<ShowPeople, PeopleModel?>
{
    private const int MostMakers = 6;

    public async Task<PeopleModel?> Handle(ShowPeople query, CancellationToken ct)
    {
        var names = await shopNames.Get(ct);
        if (names.Peoples[query.Slug] is not { } people)
        {
            return null;
        }

        var autonym = await db.EthnicGroups.Where(group => group.Id == people.Id).Select(group => group.Autonym).SingleAsync(ct);
        var ofPeople = db.Producers.AsNoTracking().NamingPeople(people.Id, db.Consents);
        var makers = await makerRows.Read(ofPeople, MostMakers + 1, ct);
        var provinces = await ofPeople.Join(db.AdminUnits, producer => producer.UnitId, unit => unit.Id, (_, unit) => unit.ParentId).Distinct().ToListAsync(ct);
        var heritage = await db.HeritageItems.AsNoTracking().Where(item => item.EthnicGroupId == people.Id).OrderBy(item => item.Id).ToListAsync(ct);
        return new PeopleModel(
            people.Slug, people.Name, people.ForeignLanguage, autonym,
            [.. heritage.Select(item =>
            {
                var province = item.ProvinceId is { } id ? names.Provinces[id] : null;
                return new HeritageRow(
                    Languages.Pick(item.NameVi, item.NameEn), Languages.Foreign(item.NameEn), Languages.Pick(item.DescriptionVi, item.DescriptionEn), Languages.Foreign(item.DescriptionEn),
                    item.Kind, item.Calendar, item.Month, province?.Slug, province?.Name, province?.ForeignLanguage, item.Sensitivity is not "open");
            })],
            CraftStories.Shelf(await crafts.OfPeople(people.Id, 2, ct), $"/peoples/{people.Slug}/crafts"),
            [.. makers.Take(MostMakers)],
            makers.Count > MostMakers,
            [.. provinces.OfType<int>().Select(id => names.Provinces[id]).OfType<ShopName>().OrderBy(province => province.Slug, StringComparer.Ordinal).Select(province => new ProvinceLink(province.Slug, province.Name, province.ForeignLanguage))],
            await listings.Show(new ListingRequest($"/peoples/{people.Slug}", query.Input with { Words = "" }, new FacetChoice(Facet.People, [people.Id], IsScope: true)), ct));
    }
}

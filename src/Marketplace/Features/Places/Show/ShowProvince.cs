using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Places.Show;

internal sealed record ShowProvince(string Code, ListingInput Input) : IQuery<ProvinceModel?>;

internal sealed record ProvinceModel(
    string Code, string Name, string? NameLanguage, IReadOnlyList<CommuneRow> Communes, IReadOnlyList<HeritageRow> Heritage, ListingModel Listing);

/// <summary>A commune with goods on sale.</summary>
internal sealed record CommuneRow(string Name, string? NameLanguage, int Products);

internal sealed record HeritageRow(
    string Name, string? NameLanguage, string Text, string? Language, string Kind, string Calendar, string Month, string? PeopleSlug, string? People, string? PeopleLanguage);

internal sealed class ShowProvinceHandler(MarketplaceDb db, CatalogIndex index, ShopNames shopNames, ShelfReader listings) : IRequestHandler<ShowProvince, ProvinceModel?>
{
    public async Task<ProvinceModel?> Handle(ShowProvince query, CancellationToken ct)
    {
        var names = await shopNames.Get(ct);
        if (names.Provinces[query.Code] is not { } province)
        {
            return null;
        }

        var listing = await listings.Show(
            new ListingRequest($"/provinces/{province.Slug}", query.Input with { Words = "" }, new FacetChoice(Facet.Province, [province.Id], IsScope: true)), ct);
        var communes = await db.AdminUnits.AsNoTracking().CommunesOf(province.Id).Select(unit => new { unit.Id, unit.NameVi, unit.NameEn }).ToListAsync(ct);
        var heritage = await db.HeritageItems.AsNoTracking().Where(item => item.ProvinceId == province.Id).OrderBy(item => item.Id).ToListAsync(ct);
        return new ProvinceModel(
            province.Slug, province.Name, province.ForeignLanguage,
            [.. communes.Select(unit => new CommuneRow(Languages.Pick(unit.NameVi, unit.NameEn), Languages.Foreign(unit.NameEn), index.CountInCommune(unit.Id)))
                .Where(commune => commune.Products > 0).OrderBy(commune => commune.Name, StringComparer.CurrentCulture)],
            [.. heritage.Select(item =>
            {
                var people = item.EthnicGroupId is { } id ? names.Peoples[id] : null;
                return new HeritageRow(
                    Languages.Pick(item.NameVi, item.NameEn), Languages.Foreign(item.NameEn), Languages.Pick(item.DescriptionVi, item.DescriptionEn), Languages.Foreign(item.DescriptionEn),
                    item.Kind, item.Calendar, item.Month, people?.Slug, people?.Name, people?.ForeignLanguage);
            })],
            listing);
    }
}

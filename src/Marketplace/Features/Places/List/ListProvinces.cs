using Marketplace.Infrastructure.Charts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Places.List;

/// <param name="Root">The language prefix, for the links on the map.</param>
internal sealed record ListProvinces(string Root) : IQuery<ProvinceListModel>;

internal sealed record ProvinceListModel(IReadOnlyList<ProvinceRow> Provinces, IReadOnlyList<MapArea> Map);

internal sealed record ProvinceRow(string Code, string Name, string? Language, int Products);

internal sealed class ListProvincesHandler(CatalogIndex index, ShopNames shopNames) : IRequestHandler<ListProvinces, ProvinceListModel>
{
    public async Task<ProvinceListModel> Handle(ListProvinces query, CancellationToken ct)
    {
        await index.Ready(ct);
        var counts = index.Find(new CatalogQuery([], Size: 0, CountFacets: true)).CountsOf(Facet.Province);
        List<ProvinceRow> provinces = [.. (await shopNames.Get(ct)).Provinces.All
            .Select(province => new ProvinceRow(province.Slug, province.Name, province.ForeignLanguage, counts.GetValueOrDefault(province.Id)))
            .OrderByDescending(province => province.Products > 0)
            .ThenBy(province => province.Name, StringComparer.CurrentCulture)];
        var classes = MapClasses.Of(provinces.Select(province => province.Products == 0 ? null : (long?)province.Products));
        return new ProvinceListModel(provinces, [.. provinces.Select(province => new MapArea(
            province.Code, province.Products == 0 ? 0 : classes.ClassOf(province.Products),
            Texts.Get("common.pair", province.Name, Texts.Get("places.product-count", province.Products)), $"{query.Root}/provinces/{province.Code}"))]);
    }
}

using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Places.List;

internal sealed record ListProvinces : IQuery<IReadOnlyList<ProvinceRow>>;

internal sealed record ProvinceRow(string Code, string Name, int Products);

internal sealed class ListProvincesHandler(CatalogIndex index, ShopNames shopNames) : IRequestHandler<ListProvinces, IReadOnlyList<ProvinceRow>>
{
    public async Task<IReadOnlyList<ProvinceRow>> Handle(ListProvinces query, CancellationToken ct)
    {
        await index.Ready(ct);
        var counts = index.Find(new CatalogQuery([], Size: 0, CountFacets: true)).CountsOf(Facet.Province);
        return [.. (await shopNames.Get(ct)).Provinces.All
            .Select(province => new ProvinceRow(province.Slug, province.Name, counts.GetValueOrDefault(province.Id)))
            .OrderByDescending(province => province.Products > 0)
            .ThenBy(province => province.Name, StringComparer.CurrentCulture)];
    }
}

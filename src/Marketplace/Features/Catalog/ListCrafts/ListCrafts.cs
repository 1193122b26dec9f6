using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Catalog.ListCrafts;

internal sealed record ListCrafts : IQuery<IReadOnlyList<CraftRow>>;

internal sealed record CraftRow(string Slug, string Name, string? Language, int Products);

internal sealed class ListCraftsHandler(CatalogIndex index, ShopNames shopNames) : IRequestHandler<ListCrafts, IReadOnlyList<CraftRow>>
{
    public async Task<IReadOnlyList<CraftRow>> Handle(ListCrafts query, CancellationToken ct)
    {
        await index.Ready(ct);
        var names = await shopNames.Get(ct);
        var counts = index.Find(new CatalogQuery([], Size: 0, CountFacets: true)).CountsOf(Facet.Technique);
        return [.. names.Techniques.All.Select(craft => new CraftRow(craft.Slug, craft.Name, craft.ForeignLanguage, counts.GetValueOrDefault(craft.Id)))
            .OrderByDescending(craft => craft.Products)];
    }
}

using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Peoples.List;

internal sealed record ListPeoples : IQuery<IReadOnlyList<PeopleRow>>;

internal sealed record PeopleRow(string Slug, string Name, string? Language, int Products);

internal sealed class ListPeoplesHandler(CatalogIndex index, ShopNames shopNames) : IRequestHandler<ListPeoples, IReadOnlyList<PeopleRow>>
{
    public async Task<IReadOnlyList<PeopleRow>> Handle(ListPeoples query, CancellationToken ct)
    {
        await index.Ready(ct);
        var counts = index.Find(new CatalogQuery([], Size: 0, CountFacets: true)).CountsOf(Facet.People);
        return [.. (await shopNames.Get(ct)).Peoples.All
            .Select(people => new PeopleRow(people.Slug, people.Name, people.ForeignLanguage, counts.GetValueOrDefault(people.Id)))
            .OrderByDescending(people => people.Products > 0)
            .ThenBy(people => people.Name, StringComparer.CurrentCulture)];
    }
}

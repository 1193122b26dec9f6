using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Search.SearchProducts;

internal sealed record SearchProducts(ListingInput Input) : IQuery<ListingModel>;

internal sealed class SearchProductsHandler(ShelfReader listings) : IRequestHandler<SearchProducts, ListingModel>
{
    public Task<ListingModel> Handle(SearchProducts query, CancellationToken ct) => listings.Show(new ListingRequest("/search", query.Input), ct);
}

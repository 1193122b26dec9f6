using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Catalog.ListProducts;

internal sealed record ListProducts(ListingInput Input) : IQuery<ListingModel>;

internal sealed class ListProductsHandler(ShelfReader listings) : IRequestHandler<ListProducts, ListingModel>
{
    public Task<ListingModel> Handle(ListProducts query, CancellationToken ct) =>
        listings.Show(new ListingRequest("/products", query.Input with { Words = "" }), ct);
}

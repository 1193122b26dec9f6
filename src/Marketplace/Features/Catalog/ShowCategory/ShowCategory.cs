using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Catalog.ShowCategory;

internal sealed record ShowCategory(string Slug, ListingInput Input) : IQuery<CategoryModel?>;

internal sealed record CategoryModel(string Name, string Slug, CategoryLink? Parent, ListingModel Listing);

internal sealed record CategoryLink(string Name, string Slug);

internal sealed class ShowCategoryHandler(ShelfReader listings, ShopNames shopNames) : IRequestHandler<ShowCategory, CategoryModel?>
{
    public async Task<CategoryModel?> Handle(ShowCategory query, CancellationToken ct)
    {
        var names = await shopNames.Get(ct);
        if (names.Categories[query.Slug] is not { } category)
        {
            return null;
        }

        var parent = category.ParentId is { } parentId ? names.Categories[parentId] : null;
        var listing = await listings.Show(
            new ListingRequest($"/c/{category.Slug}", query.Input with { Words = "" }, new FacetChoice(Facet.Category, [category.Id], IsScope: true)), ct);
        return new CategoryModel(category.Name, category.Slug, parent is null ? null : new CategoryLink(parent.Name, parent.Slug), listing);
    }
}

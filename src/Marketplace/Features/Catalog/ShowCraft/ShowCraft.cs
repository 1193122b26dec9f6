using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Catalog.ShowCraft;

internal sealed record ShowCraft(string Slug, ListingInput Input) : IQuery<CraftModel?>;

internal sealed record CraftModel(string Name, string? Language, string Slug, ListingModel Listing);

internal sealed class ShowCraftHandler(ShelfReader listings, ShopNames shopNames) : IRequestHandler<ShowCraft, CraftModel?>
{
    public async Task<CraftModel?> Handle(ShowCraft query, CancellationToken ct)
    {
        if ((await shopNames.Get(ct)).Techniques[query.Slug] is not { } craft)
        {
            return null;
        }

        return new CraftModel(craft.Name, craft.ForeignLanguage, craft.Slug, await listings.Show(
            new ListingRequest($"/crafts/{craft.Slug}", query.Input with { Words = "" }, new FacetChoice(Facet.Technique, [craft.Id], IsScope: true)), ct));
    }
}

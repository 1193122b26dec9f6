using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using MediatR;

namespace Marketplace.Features.Catalog.ShowCraft;

internal sealed record ShowCraft(string Slug, ListingInput Input) : IQuery<CraftModel?>;

internal sealed record CraftModel(string Name, string? Language, string Slug, CraftShelf? Steps, ListingModel Listing);

internal sealed class ShowCraftHandler(ShelfReader listings, ShopNames shopNames, CraftStories crafts) : IRequestHandler<ShowCraft, CraftModel?>
{
    public async Task<CraftModel?> Handle(ShowCraft query, CancellationToken ct)
    {
        if ((await shopNames.Get(ct)).Techniques[query.Slug] is not { } craft)
        {
            return null;
        }

        return new CraftModel(
            craft.Name, craft.ForeignLanguage, craft.Slug, CraftStories.Shelf(await crafts.OfCraft(craft.Id, 2, ct), $"/crafts/{craft.Slug}/stories"), await listings.Show(
            new ListingRequest($"/crafts/{craft.Slug}", query.Input with { Words = "" }, new FacetChoice(Facet.Technique, [craft.Id], IsScope: true)), ct));
    }
}

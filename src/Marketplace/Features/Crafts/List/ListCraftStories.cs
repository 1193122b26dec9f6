using System.Globalization;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Crafts.List;

/// <summary>All stories of a craft, newest first.</summary>
/// <param name="Craft">Its address.</param>
/// <param name="After">Number of the last story of the page before.</param>
internal sealed record ListStoriesOfCraft(string Craft, string? After) : IQuery<CraftStoryListModel?>;

/// <summary>All stories of crafts by shops of a people, newest first.</summary>
/// <param name="People">Its address.</param>
/// <param name="After">Number of the last story of the page before.</param>
internal sealed record ListStoriesOfPeople(string People, string? After) : IQuery<CraftStoryListModel?>;

/// <param name="Name">Of the craft or people.</param>
/// <param name="Language">Of the name, where it is not the reader's.</param>
/// <param name="Of">Path of its own page.</param>
/// <param name="Path">Of this list.</param>
internal sealed record CraftStoryListModel(string Name, string? Language, string Of, string Path, IReadOnlyList<CraftStoryView> Stories, string? NextUrl, bool IsFirst);

internal sealed class ListCraftStoriesHandler(CraftStories stories, ShopNames names)
    : IRequestHandler<ListStoriesOfCraft, CraftStoryListModel?>, IRequestHandler<ListStoriesOfPeople, CraftStoryListModel?>
{
    private const int Size = 12;

    public async Task<CraftStoryListModel?> Handle(ListStoriesOfCraft query, CancellationToken ct) => (await names.Get(ct)).Techniques[query.Craft] is { } craft
        ? List(craft, $"/crafts/{craft.Slug}", $"/crafts/{craft.Slug}/stories", query.After, await stories.OfCraft(craft.Id, Size + 1, ct, Before(query.After)))
        : null;

    public async Task<CraftStoryListModel?> Handle(ListStoriesOfPeople query, CancellationToken ct) => (await names.Get(ct)).Peoples[query.People] is { } people
        ? List(people, $"/peoples/{people.Slug}", $"/peoples/{people.Slug}/crafts", query.After, await stories.OfPeople(people.Id, Size + 1, ct, Before(query.After)))
        : null;

    private static long Before(string? after) => long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : long.MaxValue;

    private static CraftStoryListModel List(ShopName of, string page, string path, string? after, List<CraftStoryView> found) => new(
        of.Name, of.ForeignLanguage, page, path, [.. found.Take(Size)],
        found.Count > Size ? string.Create(CultureInfo.InvariantCulture, $"{path}?after={found[Size - 1].Id}") : null, Before(after) == long.MaxValue);
}

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
public sealed class ListCraftStoriesController(ISender sender) : Controller
{
    [HttpGet("crafts/{slug}/stories")]
    public async Task<IActionResult> OfCraft(string slug, string? after, CancellationToken ct) => Answer(await sender.Send(new ListStoriesOfCraft(slug, after), ct));

    [HttpGet("peoples/{slug}/crafts")]
    public async Task<IActionResult> OfPeople(string slug, string? after, CancellationToken ct) => Answer(await sender.Send(new ListStoriesOfPeople(slug, after), ct));

    private IActionResult Answer(CraftStoryListModel? model) => model is null ? NotFound() : View("Index", model);
}

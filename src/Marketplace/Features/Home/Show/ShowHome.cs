using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Home.Show;

internal sealed record ShowHome : IQuery<HomeModel>;

/// <param name="LeastSharePercent">
/// What any seller gets of a price at home at the least, after fee and tax by the rules in force, whole percent; nothing before there are rules. Not indicator
/// C2, which counts what reached persons, and groups have not yet shared out all they got.
/// </param>
internal sealed record HomeModel(
    long? LeastSharePercent, IReadOnlyList<CardView> Newest, MakerStory? Story, IReadOnlyList<BrowseLink> Categories, IReadOnlyList<BrowseLink> Peoples,
    IReadOnlyList<BrowseLink> Provinces);

internal sealed record BrowseLink(string Slug, string Name, string? Language, int Count);

internal sealed record MakerStory(string Slug, string Name, string Text, string Language, bool IsTranslated, MediaId? Media, bool IsDemo, int? Seconds)
{
    /// <summary>How long listening takes; nothing where there is nothing to hear.</summary>
    public string? Listening => Seconds is { } seconds ? Format.Length(seconds) : null;
}

internal sealed class ShowHomeHandler(MarketplaceDb db, CatalogIndex index, ShopNames shopNames, CardReader cards, RuleBook rules, TimeProvider clock)
    : IRequestHandler<ShowHome, HomeModel>
{
    private const int Newest = 8;
    private const int Links = 12;
    private const int StoryWords = 40;

    private static readonly Func<MarketplaceDb, ProducerId[], IAsyncEnumerable<StoryRow>> StoriesOf = EF.CompileAsyncQuery((MarketplaceDb db, ProducerId[] makers) => db.Producers
        .Where(producer => makers.Contains(producer.Id) && producer.StoryVi != ""
            && db.Consents.ShowingProfile().Any(consent => consent.ProducerId == producer.Id))
        .Select(producer => new StoryRow
        {
            Id = producer.Id,
            Slug = producer.Slug,
            NameVi = producer.NameVi,
            NameEn = producer.NameEn,
            StoryVi = producer.StoryVi,
            StoryEn = producer.StoryEn,
            IsDemo = producer.IsDemo,
            Seconds = db.SpokenStories
                .Where(voice => voice.ProducerId == producer.Id && db.Consents.ShowingProfile().Any(consent => consent.ProducerId == producer.Id && consent.PersonId == voice.PersonId))
                .Select(voice => (int?)voice.Seconds).FirstOrDefault(),
        }));

    public async Task<HomeModel> Handle(ShowHome query, CancellationToken ct)
    {
        await index.Ready(ct);
        var names = await shopNames.Get(ct);
        var page = index.Find(new CatalogQuery([], Size: Newest, CountFacets: true));
        var newest = await cards.Read(page.CardIds, ct);

        return new HomeModel(
            (await rules.On(clock.GetUtcNow().VietnamDay(), ct)).LeastSharePercent,
            [.. newest.OrderByDescending(card => card.IsInStock)],
            await Story(newest, ct),
            Browse(page, Facet.Category, names.Categories, category => category.ParentId is null, names.Categories.All.Count),
            Browse(page, Facet.People, names.Peoples, _ => true, Links),
            Browse(page, Facet.Province, names.Provinces, _ => true, Links));
    }

    private static IReadOnlyList<BrowseLink> Browse(CatalogPage page, Facet facet, NameList names, Func<ShopName, bool> wanted, int most) =>
        [.. page.CountsOf(facet)
            .Select(count => (Name: names[count.Key], Count: count.Value))
            .Where(link => link.Name is not null && wanted(link.Name))
            .OrderByDescending(link => link.Count).ThenBy(link => link.Name!.Id)
            .Take(most)
            .Select(link => new BrowseLink(link.Name!.Slug, link.Name.Name, link.Name.ForeignLanguage, link.Count))];

    /// <summary>Of whoever made the newest product among those that have told theirs, with its picture.</summary>
    private async Task<MakerStory?> Story(IReadOnlyList<CardView> newest, CancellationToken ct)
    {
        var rows = await StoriesOf(db, [.. newest.Select(card => card.ProducerId).Distinct()]).ToDictionaryAsync(row => row.Id, cancellationToken: ct);
        return newest.Where(card => rows.ContainsKey(card.ProducerId)).Select(card => Tell(rows[card.ProducerId], card.Media)).FirstOrDefault();
    }

    private static MakerStory Tell(StoryRow row, MediaId? media)
    {
        var isTranslated = Languages.Current != Languages.Default && row.StoryEn is not "";
        var words = (isTranslated ? row.StoryEn : row.StoryVi).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new MakerStory(
            row.Slug, Languages.Pick(row.NameVi, row.NameEn),
            string.Join(' ', words.Take(StoryWords)) + (words.Length > StoryWords ? "…" : ""),
            isTranslated ? "en" : Languages.Default, isTranslated, media, row.IsDemo, row.Seconds);
    }

    private sealed class StoryRow
    {
        public ProducerId Id { get; init; }
        public string Slug { get; init; } = "";
        public string NameVi { get; init; } = "";
        public string NameEn { get; init; } = "";
        public string StoryVi { get; init; } = "";
        public string StoryEn { get; init; } = "";
        public bool IsDemo { get; init; }
        public int? Seconds { get; init; }
    }
}

using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Producers.Show;

internal sealed record ShowProducer(string Slug, ListingInput Input) : IQuery<ProducerModel?>;

/// <param name="StoryLanguage">Set when the story is not in the reader's language.</param>
internal sealed record ProducerModel(
    ProducerId Id, string Slug, string Name, ProducerKind Kind, int MemberCount, string Story, string? StoryLanguage, bool IsStoryTranslated, PeopleLink? People, string Commune, string? CommuneLanguage,
    string ProvinceCode, string Province, string? ProvinceLanguage, DateTimeOffset? Since, bool IsPaused, bool IsDemo, PortraitView? Portrait, SpokenStoryView? Voice, IReadOnlyList<CraftStoryView> Crafts,
    ListingModel Listing);

/// <param name="AltLanguage">Of the words, where it is not the reader's.</param>
internal sealed record PortraitView(MediaId Media, string Alt, string? AltLanguage);

internal sealed record PeopleLink(string Slug, string Name, string? Language);

internal sealed class ShowProducerHandler(MarketplaceDb db, ShopNames shopNames, CraftStories crafts, ShelfReader listings) : IRequestHandler<ShowProducer, ProducerModel?>
{
    private static readonly Func<MarketplaceDb, string, Task<Row?>> BySlug = EF.CompileAsyncQuery((MarketplaceDb db, string slug) =>
        (from producer in db.Producers
         where producer.Slug == slug && producer.Status == ProducerStatus.Verified
         join unit in db.AdminUnits on producer.UnitId equals unit.Id
         join seen in db.Portraits on producer.Id equals seen.ProducerId into portraits
         from portrait in portraits.DefaultIfEmpty()
         join heard in db.SpokenStories on producer.Id equals heard.ProducerId into voices
         from voice in voices.DefaultIfEmpty()
         select new Row
         {
             Id = producer.Id,
             Slug = producer.Slug,
             NameVi = producer.NameVi,
             NameEn = producer.NameEn,
             Kind = producer.Kind,
             MemberCount = producer.MemberCount,
             StoryVi = producer.StoryVi,
             StoryEn = producer.StoryEn,
             PeopleId = producer.PublicEthnicGroupId,
             HasConsent = db.Consents.ShowingPeople().Any(consent => consent.ProducerId == producer.Id),
             HasProfile = db.Consents.ShowingProfile().Any(consent => consent.ProducerId == producer.Id),
             CommuneVi = unit.NameVi,
             CommuneEn = unit.NameEn,
             ProvinceId = unit.ParentId,
             Since = producer.VerifiedAt,
             IsPaused = producer.IsPaused,
             IsDemo = producer.IsDemo,
             Portrait = db.MediaItems.Any(media => media.Id == portrait.MediaId && media.State == MediaState.Ready)
                 && db.Consents.ShowingProfile().Any(consent => consent.ProducerId == producer.Id && consent.PersonId == portrait.PersonId) ? portrait : null,
             Voice = db.Consents.ShowingProfile().Any(consent => consent.ProducerId == producer.Id && consent.PersonId == voice.PersonId) ? voice : null,
         }).FirstOrDefault());

    public async Task<ProducerModel?> Handle(ShowProducer query, CancellationToken ct)
    {
        if (await BySlug(db, query.Slug) is not { } row)
        {
            return null;
        }

        var names = await shopNames.Get(ct);
        var people = row is { HasConsent: true, PeopleId: { } peopleId } ? names.Peoples[peopleId] : null;
        var province = row.ProvinceId is { } provinceId ? names.Provinces[provinceId] : null;
        var isTranslated = Languages.Current != Languages.Default && row.StoryEn is not "";
        var story = row.HasProfile ? (isTranslated ? row.StoryEn : row.StoryVi) : "";

        return new ProducerModel(
            row.Id, row.Slug, Languages.Pick(row.NameVi, row.NameEn), row.Kind, row.MemberCount, story,
            Languages.Foreign(row.StoryEn), isTranslated, people is null ? null : new PeopleLink(people.Slug, people.Name, people.ForeignLanguage),
            Languages.Pick(row.CommuneVi, row.CommuneEn), Languages.Foreign(row.CommuneEn), province?.Slug ?? "", province?.Name ?? "", province?.ForeignLanguage, row.Since, row.IsPaused, row.IsDemo,
            row.Portrait is { } portrait ? new PortraitView(portrait.MediaId, Languages.Pick(portrait.AltVi, portrait.AltEn), Languages.Foreign(portrait.AltEn)) : null,
            SpokenStoryView.Of(row.Voice),
            await crafts.OfShop(row.Id, ct),
            await listings.Show(new ListingRequest($"/makers/{row.Slug}", query.Input with { Words = "" }, Producer: row.Id), ct));
    }

    private sealed class Row
    {
        public ProducerId Id { get; init; }
        public string Slug { get; init; } = "";
        public string NameVi { get; init; } = "";
        public string NameEn { get; init; } = "";
        public ProducerKind Kind { get; init; }
        public int MemberCount { get; init; }
        public string StoryVi { get; init; } = "";
        public string StoryEn { get; init; } = "";
        public int? PeopleId { get; init; }
        public bool HasConsent { get; init; }
        public bool HasProfile { get; init; }
        public string CommuneVi { get; init; } = "";
        public string CommuneEn { get; init; } = "";
        public int? ProvinceId { get; init; }
        public DateTimeOffset? Since { get; init; }
        public bool IsPaused { get; init; }
        public bool IsDemo { get; init; }
        public Portrait? Portrait { get; init; }
        public SpokenStory? Voice { get; init; }
    }
}

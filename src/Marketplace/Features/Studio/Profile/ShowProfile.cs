using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Profile;

/// <summary>The portrait and the spoken story of a shop, for its members.</summary>
public sealed record ShowProfile(ProducerId Producer) : IQuery<ProfileModel>;

/// <param name="Slug">In the shop's address.</param>
/// <param name="People">Who of the shop permits to be shown.</param>
/// <param name="Portrait">If there is one.</param>
/// <param name="Voice">If there is one.</param>
public sealed record ProfileModel(string Slug, IReadOnlyList<SelectListItem> People, PortraitState? Portrait, VoiceState? Voice)
{
    public bool IsPermitted => People.Count > 0;
}

public sealed record PortraitState(Guid Person, MediaId Media, MediaState State, string RefusalCode, string AltVi, string AltEn);

public sealed record VoiceState(Guid Speaker, SpokenStoryView Story);

internal sealed class ShowProfileHandler(MarketplaceDb db) : IRequestHandler<ShowProfile, ProfileModel>
{
    public async Task<ProfileModel> Handle(ShowProfile query, CancellationToken ct)
    {
        var slug = await db.Producers.Where(producer => producer.Id == query.Producer).Select(producer => producer.Slug).SingleAsync(ct);
        var people = await db.Consents.AsNoTracking().ShowingProfile().Where(consent => consent.ProducerId == query.Producer)
            .Join(db.Persons, consent => consent.PersonId, person => person.Id, (_, person) => new { person.Id, person.FullName }).Distinct().OrderBy(person => person.FullName).ToListAsync(ct);
        var portrait = await db.Portraits.AsNoTracking().Where(portrait => portrait.ProducerId == query.Producer)
            .Join(db.MediaItems, portrait => portrait.MediaId, media => media.Id, (portrait, media) => new PortraitState(
                portrait.PersonId.Value, media.Id, media.State, media.RefusalCode, portrait.AltVi, portrait.AltEn))
            .SingleOrDefaultAsync(ct);
        var voice = await db.SpokenStories.AsNoTracking().SingleOrDefaultAsync(story => story.ProducerId == query.Producer, ct);
        return new ProfileModel(
            slug, [.. people.Select(person => new SelectListItem(person.FullName, person.Id.Value.ToString("N")))], portrait,
            SpokenStoryView.Of(voice) is { } story ? new VoiceState(voice!.PersonId.Value, story) : null);
    }
}

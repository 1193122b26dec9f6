using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Producers;

/// <summary>An application with what its decision needs. Ethnicity stays closed: the decision does not need it.</summary>
public sealed record ShowProducerReview(ProducerId Producer) : IQuery<ProducerReviewModel?>;

public sealed record ProducerReviewModel(
    Guid Id, int Version, ProducerKind Kind, string NameVi, string NameEn, string StoryVi, string StoryEn, string Place, string AddressLine, string Phone, string Email, int MemberCount, ProducerStatus Status,
    DateTimeOffset AppliedAt, string ReviewMessage, IReadOnlyList<BlockedGoodsMatch> Blocked, EditsModel Edits, IReadOnlyList<MemberRow> Members, IReadOnlyList<string> SameName, IReadOnlyList<DecisionRow> History)
{
    /// <summary>In the business register; nothing of a household or group.</summary>
    public string RegistrationNumber { get; init; } = "";

    public ShownPortrait? Portrait { get; init; }

    public HeardStory? Voice { get; init; }

    public bool IsWaiting => Status == ProducerStatus.Applied;

    public bool IsRejected => Status == ProducerStatus.Rejected;

    public bool CanBeSuspended => Status == ProducerStatus.Verified;

    public bool IsSuspended => Status == ProducerStatus.Suspended;
}

/// <param name="Media">Nothing until it is ready.</param>
public sealed record ShownPortrait(string Person, MediaId? Media, string AltVi, string AltEn);

public sealed record HeardStory(string Person, SpokenStoryView Story);

public sealed record MemberRow(string FullName, MembershipRole Role, int SharePercent, int Consents);

public sealed record DecisionRow(DateTimeOffset At, ProducerStatus Decision, string Message, bool IsUndone);

internal sealed class ShowProducerReviewHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowProducerReview, ProducerReviewModel?>
{
    public async Task<ProducerReviewModel?> Handle(ShowProducerReview query, CancellationToken ct)
    {
        var row = await db.Producers.AsNoTracking()
            .Where(producer => producer.Id == query.Producer)
            .Select(producer => new
            {
                Producer = producer,
                Place = db.AdminUnits.Where(unit => unit.Id == producer.UnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(ct);
        if (row is null)
        {
            return null;
        }

        var producer = row.Producer;
        var members = await db.Memberships.AsNoTracking()
            .Where(membership => membership.ProducerId == producer.Id)
            .OrderBy(membership => membership.Role)
            .Select(membership => new MemberRow(
                db.Persons.Where(person => person.Id == membership.PersonId).Select(person => person.FullName).First(), membership.Role, membership.ShareBasisPoints / 100,
                db.Consents.InForce().Count(consent => consent.PersonId == membership.PersonId && consent.ProducerId == producer.Id)))
            .ToListAsync(ct);
        var sameName = await db.Producers.AsNoTracking()
            .Where(other => other.Id != producer.Id && (other.NameVi == producer.NameVi || other.Phone == producer.Phone))
            .Select(other => other.NameVi + " (" + other.Slug + ")").Take(10)
            .ToListAsync(ct);
        var history = await db.ProducerDecisions.AsNoTracking()
            .Where(decision => decision.ProducerId == producer.Id)
            .OrderByDescending(decision => decision.Id).Take(20)
            .Select(decision => new DecisionRow(decision.At, decision.Decision, decision.Message, decision.UndoneAt != null))
            .ToListAsync(ct);
        var portrait = await db.Portraits.AsNoTracking().Where(portrait => portrait.ProducerId == producer.Id)
            .Select(portrait => new
            {
                Person = db.Persons.Where(person => person.Id == portrait.PersonId).Select(person => person.FullName).First(),
                IsReady = db.MediaItems.Any(media => media.Id == portrait.MediaId && media.State == MediaState.Ready),
                portrait.MediaId,
                portrait.AltVi,
                portrait.AltEn,
            })
            .SingleOrDefaultAsync(ct);
        var voice = await db.SpokenStories.AsNoTracking().Where(story => story.ProducerId == producer.Id)
            .Select(story => new { Person = db.Persons.Where(person => person.Id == story.PersonId).Select(person => person.FullName).First(), Story = story })
            .SingleOrDefaultAsync(ct);
        var blocked = BlockedGoodsCheck.FindIn(await db.BlockedGoods.On(clock.GetUtcNow().VietnamDay()).AsNoTracking().ToListAsync(ct), producer.NameVi, producer.NameEn, producer.StoryVi, producer.StoryEn,
            voice?.Story.TranscriptVi ?? "", voice?.Story.TranscriptEn ?? "");
        var edits = new EditsModel(
            await db.ProducerEdits.Where(edit => edit.ProducerId == producer.Id).Rows(ct), $"producers/{producer.Id.Value}",
            producer.Status is ProducerStatus.Verified or ProducerStatus.Suspended);

        return new ProducerReviewModel(
            producer.Id.Value, producer.Version, producer.Kind, producer.NameVi, producer.NameEn, producer.StoryVi, producer.StoryEn, row.Place ?? "", producer.AddressLine, producer.Phone, producer.Email, producer.MemberCount,
            producer.Status, producer.AppliedAt, producer.ReviewMessage, blocked, edits, members, sameName, history)
        {
            RegistrationNumber = producer.RegistrationNumber,
            Portrait = portrait is null ? null : new ShownPortrait(portrait.Person, portrait.IsReady ? portrait.MediaId : null, portrait.AltVi, portrait.AltEn),
            Voice = SpokenStoryView.Of(voice?.Story) is { } story ? new HeardStory(voice!.Person, story) : null,
        };
    }
}

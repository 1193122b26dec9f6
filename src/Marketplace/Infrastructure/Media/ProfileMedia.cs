using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Infrastructure.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Media;

/// <summary>
/// Takes the portrait and the spoken story of a shop away, rows and files at once: who no longer permits to be seen and heard is seen and heard nowhere. Files
/// go when the change is durable; where the machine stops in between, no row names them and they are swept.
/// </summary>
public sealed class ProfileMedia(MarketplaceDb db, PhotoStore photos, AudioStore recordings, AfterSave afterSave)
{
    /// <summary>As moderators are told of them, field by field.</summary>
    public static IReadOnlyList<string> PortraitFields { get; } = ["Portrait", "PortraitEn"];

    /// <inheritdoc cref="PortraitFields"/>
    public static IReadOnlyList<string> VoiceFields { get; } = ["Voice", "TranscriptVi", "TranscriptEn"];

    /// <summary>Takes the portrait away, if there is one.</summary>
    /// <returns>Whether there was.</returns>
    public async Task<bool> RemovePortrait(ProducerId producer, CancellationToken ct)
    {
        if (await db.Portraits.SingleOrDefaultAsync(portrait => portrait.ProducerId == producer, ct) is not { } portrait)
        {
            return false;
        }

        db.Portraits.Remove(portrait);
        await RemovePicture(portrait.MediaId, ct);
        await Touch(producer, ct);
        return true;
    }

    /// <summary>Takes the spoken story away, if there is one.</summary>
    /// <returns>Whether there was.</returns>
    public async Task<bool> RemoveVoice(ProducerId producer, CancellationToken ct)
    {
        if (await db.SpokenStories.SingleOrDefaultAsync(story => story.ProducerId == producer, ct) is not { } story)
        {
            return false;
        }

        db.SpokenStories.Remove(story);
        RemoveRecording(story.AudioId, story.Format);
        await Touch(producer, ct);
        return true;
    }

    /// <summary>A person of the shop permits it no longer: what shows them goes, and what moderators were told of it in their words.</summary>
    public async Task Forget(ProducerId producer, PersonId person, CancellationToken ct)
    {
        List<string> fields = [];
        if (await db.Portraits.AnyAsync(portrait => portrait.ProducerId == producer && portrait.PersonId == person, ct) && await RemovePortrait(producer, ct))
        {
            fields.AddRange(PortraitFields);
        }

        if (await db.SpokenStories.AnyAsync(story => story.ProducerId == producer && story.PersonId == person, ct) && await RemoveVoice(producer, ct))
        {
            fields.AddRange(VoiceFields);
        }

        if (fields.Count > 0)
        {
            db.ProducerEdits.RemoveRange(await db.ProducerEdits.Where(edit => edit.ProducerId == producer && fields.Contains(edit.Field)).ToListAsync(ct));
        }

        // Somebody may be putting one up at this moment: one of the two then finds what the other did.
        await Touch(producer, ct);
    }

    /// <summary>A picture that nothing names any more.</summary>
    public async Task RemovePicture(MediaId id, CancellationToken ct)
    {
        if (await db.MediaItems.SingleOrDefaultAsync(media => media.Id == id, ct) is { } media)
        {
            if (media.State == MediaState.Queued)
            {
                // It may be worked on at this moment: with its row left, whatever is still made of it is swept.
                media.Refuse(MediaRefusals.Unreadable.Code);
            }
            else
            {
                db.MediaItems.Remove(media);
            }
        }

        afterSave.Do(_ =>
        {
            photos.Forget(id);
            photos.Remove(id);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>A recording that its story no longer names.</summary>
    public void RemoveRecording(AudioId id, AudioFormat format) => afterSave.Do(_ =>
    {
        recordings.Remove(id, format);
        return ValueTask.CompletedTask;
    });

    /// <summary>Whoever looks at the shop, decides on it or changes it too is told that it is another now.</summary>
    public async Task<Producer> Touch(ProducerId id, CancellationToken ct)
    {
        var producer = await db.Producers.SingleAsync(producer => producer.Id == id, ct);
        db.Entry(producer).Property(shop => shop.MemberCount).IsModified = true;
        return producer;
    }
}

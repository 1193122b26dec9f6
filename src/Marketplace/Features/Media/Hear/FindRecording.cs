using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Media.Hear;

/// <summary>Where a recording lies that may be heard: a story names it, and who speaks in it permits it.</summary>
internal sealed record FindRecording(AudioId Id, string Extension) : IQuery<FoundRecording?>;

internal sealed record FoundRecording(string File, string ContentType);

internal sealed class FindRecordingHandler(MarketplaceDb db, AudioStore store) : IRequestHandler<FindRecording, FoundRecording?>
{
    public async Task<FoundRecording?> Handle(FindRecording query, CancellationToken ct)
    {
        var format = await db.SpokenStories.AsNoTracking()
            .Where(story => story.AudioId == query.Id && db.Consents.ShowingProfile().Any(consent => consent.ProducerId == story.ProducerId && consent.PersonId == story.PersonId))
            .Select(story => (AudioFormat?)story.Format).SingleOrDefaultAsync(ct);
        return format is { } known && known.Extension == query.Extension && store.File(query.Id, known) is var file && File.Exists(file)
            ? new FoundRecording(file, known.ContentType)
            : null;
    }
}

using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Profile;

/// <summary>Lets the shop's story be heard from a person of it who permits it, or writes down anew what they say. It counts at once and is looked at afterwards.</summary>
/// <param name="Producer">Whose story it is.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="Speaker">Whose voice it is.</param>
/// <param name="Audio">Takes the place of the one before; left out, that stays.</param>
/// <param name="SpokenIn">Name of the language.</param>
/// <param name="TranscriptVi">What is said, in Vietnamese.</param>
/// <param name="TranscriptEn">The same in English.</param>
public sealed record SetSpokenStory(ProducerId Producer, Actor Actor, PersonId? Speaker, Stream? Audio, string SpokenIn, string TranscriptVi, string TranscriptEn) : ICommand<Result>;

/// <summary>Takes the spoken story away. Asked for twice, it is gone once.</summary>
public sealed record RemoveSpokenStory(ProducerId Producer, Actor Actor) : ICommand<Result>;

internal sealed class SetSpokenStoryValidator : AbstractValidator<SetSpokenStory>
{
    public SetSpokenStoryValidator()
    {
        RuleFor(command => command.SpokenIn).Must(text => Typing.IsLine(text, 1, SpokenStory.LongestLanguage)).WithErrorCode("studio.voice-language-required")
            .WithState(_ => new object[] { SpokenStory.LongestLanguage });
        RuleFor(command => command.TranscriptVi).Must(text => Typing.IsText(text, 1, SpokenStory.LongestTranscript)).WithErrorCode("studio.voice-transcript-required")
            .WithState(_ => new object[] { SpokenStory.LongestTranscript });
        RuleFor(command => command.TranscriptEn).Must(text => Typing.IsText(text, 0, SpokenStory.LongestTranscript)).WithErrorCode("studio.voice-transcript-too-long")
            .WithState(_ => new object[] { SpokenStory.LongestTranscript });
    }
}

internal sealed class SetSpokenStoryHandler(MarketplaceDb db, AudioIntake intake, ProfileMedia profile, TimeProvider clock)
    : IRequestHandler<SetSpokenStory, Result>, IRequestHandler<RemoveSpokenStory, Result>
{
    public async Task<Result> Handle(SetSpokenStory command, CancellationToken ct)
    {
        if (await db.WhoPermits(command.Producer, command.Speaker, ct) is not { } speaker)
        {
            return Permitted.Not(nameof(command.Speaker));
        }

        var story = await db.SpokenStories.SingleOrDefaultAsync(story => story.ProducerId == command.Producer, ct);
        if (command.Audio is null && story is null)
        {
            return new Refusal("studio.voice-required", nameof(command.Audio));
        }

        Recording? recording = null;
        if (command.Audio is { } audio)
        {
            // After a lost race the command runs again, on a stream read to its end.
            audio.Position = 0;
            var received = await intake.Receive(audio, ct);
            if (received.Value is null)
            {
                return Result.Refused(received.Refusals);
            }

            recording = received.Value;
        }

        var (now, before) = (clock.GetUtcNow(), InWords(story));
        var (vietnamese, english) = (story?.TranscriptVi ?? "", story?.TranscriptEn ?? "");
        story = Tell(story, command, speaker, recording);
        if (recording is null)
        {
            db.Note(command.Producer, command.Actor, now, ("Voice", before, InWords(story)));
        }
        else
        {
            db.Keep(command.Producer, command.Actor, now, "Voice", before, InWords(story));
        }

        db.Note(command.Producer, command.Actor, now, ("TranscriptVi", vietnamese, story.TranscriptVi), ("TranscriptEn", english, story.TranscriptEn));
        await profile.Touch(command.Producer, ct);
        return Result.Ok;
    }

    public async Task<Result> Handle(RemoveSpokenStory command, CancellationToken ct)
    {
        var story = await db.SpokenStories.AsNoTracking().SingleOrDefaultAsync(story => story.ProducerId == command.Producer, ct);
        if (story is not null && await profile.RemoveVoice(command.Producer, ct))
        {
            db.Keep(command.Producer, command.Actor, clock.GetUtcNow(), "Voice", InWords(story), "");
        }

        return Result.Ok;
    }

    private SpokenStory Tell(SpokenStory? story, SetSpokenStory command, PersonId speaker, Recording? recording)
    {
        if (story is null)
        {
            story = new SpokenStory
            {
                ProducerId = command.Producer,
                PersonId = speaker,
                AudioId = recording!.Id,
                Format = recording.Format,
                Seconds = recording.Seconds,
                Bytes = recording.Bytes,
                SpokenIn = command.SpokenIn,
                TranscriptVi = command.TranscriptVi,
            };
            db.SpokenStories.Add(story);
        }
        else if (recording is not null)
        {
            profile.RemoveRecording(story.AudioId, story.Format);
            story.Speak(recording);
        }

        (story.PersonId, story.SpokenIn, story.TranscriptVi, story.TranscriptEn) = (speaker, command.SpokenIn, command.TranscriptVi, command.TranscriptEn);
        return story;
    }

    private static string InWords(SpokenStory? story) => story is null ? "" : $"{story.SpokenIn}, {story.Seconds} s";
}

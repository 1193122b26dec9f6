using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Infrastructure.Web;

/// <summary>A story to listen to, for the partial <c>_SpokenStory</c>: how long and how heavy stands beside it, since listening costs data; what is said can be read.</summary>
public sealed record SpokenStoryView(AudioId Audio, AudioFormat Format, int Seconds, int Bytes, string SpokenIn, string TranscriptVi, string TranscriptEn)
{
    /// <summary>Where on a page it stands.</summary>
    public const string Place = "voice";

    public static SpokenStoryView? Of(SpokenStory? story) => story is null
        ? null
        : new SpokenStoryView(story.AudioId, story.Format, story.Seconds, story.Bytes, story.SpokenIn, story.TranscriptVi, story.TranscriptEn);

    public string Address => $"/media/audio/{Audio.Value:N}.{Format.Extension}";

    public string Length => Localization.Format.Length(Seconds);

    public string Size => Localization.Format.Bytes(Bytes);

    /// <summary>Of names and words written in Vietnamese, where that is not the reader's.</summary>
    public static string? Vietnamese => Languages.Foreign(null);

    public static string? English => Languages.Current == "en" ? null : "en";
}

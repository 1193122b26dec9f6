using Marketplace.Domain.Media;
using Marketplace.Domain.People;

namespace Marketplace.Domain.Producers;

/// <summary>The one photo of a person of the shop. Shown only while that very person permits it: another's permission does not stand in for theirs.</summary>
public sealed class Portrait
{
    public const int LongestAlt = 200;

    public required ProducerId ProducerId { get; init; }

    /// <summary>Who is in it.</summary>
    public required PersonId PersonId { get; set; }

    public required MediaId MediaId { get; set; }

    /// <summary>What is in it, for whoever does not see it.</summary>
    public required string AltVi { get; set; }

    public string AltEn { get; set; } = "";
}

/// <summary>The shop's story as a person of it tells it, with what is said written down. Heard only while that very person permits it.</summary>
public sealed class SpokenStory
{
    public const int LongestLanguage = 60;
    public const int LongestTranscript = 4000;

    public required ProducerId ProducerId { get; init; }

    /// <summary>Who speaks.</summary>
    public required PersonId PersonId { get; set; }

    public required AudioId AudioId { get; set; }

    public required AudioFormat Format { get; set; }

    public required int Seconds { get; set; }

    public required int Bytes { get; set; }

    /// <summary>The language spoken, as its speakers call it.</summary>
    public required string SpokenIn { get; set; }

    public required string TranscriptVi { get; set; }

    public string TranscriptEn { get; set; } = "";

    public void Speak(Recording recording) => (AudioId, Format, Seconds, Bytes) = (recording.Id, recording.Format, recording.Seconds, recording.Bytes);
}

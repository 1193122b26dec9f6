using Marketplace.Domain.Common;

namespace Marketplace.Domain.Media;

/// <summary>A recording as it lies on disk.</summary>
public readonly record struct AudioId(Guid Value) : IEntityId<AudioId>
{
    public static AudioId New() => new(Guid.CreateVersion7());

    public static AudioId From(Guid value) => new(value);
}

public enum AudioFormat
{
    Mp3 = 1,

    /// <summary>AAC in MP4, as telephones record.</summary>
    M4a = 2,
}

/// <summary>What is known of a recording that was taken in.</summary>
public sealed record Recording(AudioId Id, AudioFormat Format, int Seconds, int Bytes);

public static class AudioFormats
{
    extension(AudioFormat format)
    {
        public string Extension => format == AudioFormat.Mp3 ? "mp3" : "m4a";

        public string ContentType => format == AudioFormat.Mp3 ? "audio/mpeg" : "audio/mp4";
    }
}

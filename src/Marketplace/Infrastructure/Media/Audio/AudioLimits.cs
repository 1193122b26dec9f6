using Marketplace.Domain.Common;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>What a recording may be: what a telephone on a weak line still gets in half a minute.</summary>
public static class AudioLimits
{
    public const int MostBytes = 3 * 1024 * 1024;

    public const int MostMinutes = 3;

    public const int MostSeconds = MostMinutes * 60;
}

public static class AudioRefusals
{
    public static readonly Refusal TooLarge = new("media.audio-too-large", "Audio", AudioLimits.MostBytes / 1024 / 1024);
    public static readonly Refusal WrongType = new("media.audio-wrong-type", "Audio");
    public static readonly Refusal TooLong = new("media.audio-too-long", "Audio", AudioLimits.MostMinutes);
    public static readonly Refusal Unreadable = new("media.audio-unreadable", "Audio");
}

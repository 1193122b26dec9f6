using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Media;

/// <summary>A picture and its derivatives.</summary>
public readonly record struct MediaId(Guid Value) : IEntityId<MediaId>
{
    public static MediaId New() => new(Guid.CreateVersion7());

    public static MediaId From(Guid value) => new(value);
}

public enum MediaState
{
    Queued = 1,
    Ready = 2,
    Refused = 3,
}

/// <summary>A picture: the upload waits in the queue until its derivatives (160 to 960 px, AVIF, WebP, JPEG) stand on disk.</summary>
public sealed class MediaItem : Aggregate
{
    public required MediaId Id { get; init; }

    public required ProducerId ProducerId { get; init; }

    /// <summary>Drawn by code for the demonstration, and said so in its caption.</summary>
    public bool IsIllustration { get; init; }

    public MediaState State { get; private set; } = MediaState.Queued;

    /// <summary>Pixels after rotation, 0 until ready.</summary>
    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>SHA-256 of the upload in hexadecimal: the same bytes are worked on once.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Key of the message that says why it was refused.</summary>
    public string RefusalCode { get; private set; } = "";

    public required DateTimeOffset UploadedAt { get; init; }

    public DateTimeOffset? LeasedUntil { get; set; }

    public int Attempts { get; set; }

    public void Finish(int width, int height) => (State, Width, Height) = (MediaState.Ready, width, height);

    public void Refuse(string code) => (State, RefusalCode) = (MediaState.Refused, code);
}

using Marketplace.Domain.Media;

namespace Marketplace.Features.Listings.Photos;

/// <summary>What a button beside a photo asks for, as the form names it.</summary>
public readonly record struct PhotoChoice(MediaId Photo, PhotoChange Change)
{
    public override string ToString() => $"{Photo.Value}:{Change}";

    /// <summary>What is no choice asks for nothing known, which the command refuses.</summary>
    public static PhotoChoice Parse(string? text) => (text ?? "").Split(':') is [var photo, var change] && Guid.TryParse(photo, out var id) && Enum.TryParse<PhotoChange>(change, out var known)
        ? new PhotoChoice(new MediaId(id), known)
        : default;
}

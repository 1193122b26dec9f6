using Marketplace.Domain.Media;

namespace Marketplace.Domain.Reviews;

/// <summary>What the buyer photographed.</summary>
public sealed class ReviewPhoto
{
    public required MediaId MediaId { get; init; }

    public required int Position { get; init; }
}

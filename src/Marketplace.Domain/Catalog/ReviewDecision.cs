using Marketplace.Domain.Common;

namespace Marketplace.Domain.Catalog;

/// <summary>One decision of a moderator on a listing, kept for ever.</summary>
public sealed class ReviewDecision : ModeratorDecision
{
    public required ProductId ProductId { get; init; }

    public required ProductStatus Decision { get; init; }
}

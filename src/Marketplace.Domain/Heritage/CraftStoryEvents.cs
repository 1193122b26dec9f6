using Marketplace.Domain.Common;

namespace Marketplace.Domain.Heritage;

/// <summary>Everybody sees it from now on.</summary>
public sealed record CraftStoryPublished(CraftStory Story) : IDomainEvent;

/// <summary>It went back to its makers, who are told why.</summary>
public sealed record CraftStoryReturned(CraftStory Story) : IDomainEvent;

/// <summary>What was decided on it holds no longer, and is told nobody any more.</summary>
public sealed record CraftStoryReopened(CraftStory Story) : IDomainEvent;

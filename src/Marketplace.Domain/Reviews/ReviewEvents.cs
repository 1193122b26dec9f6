using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;

namespace Marketplace.Domain.Reviews;

/// <summary>It waits for a moderator: what was decided on other words is told nobody any more.</summary>
public sealed record ReviewWritten(Review Review) : IDomainEvent;

/// <summary>Everybody sees it from now on.</summary>
public sealed record ReviewPublished(Review Review) : IDomainEvent;

/// <summary>Nobody sees it, and its buyer is told why.</summary>
public sealed record ReviewRefused(Review Review) : IDomainEvent;

/// <summary>It was published and is not any more.</summary>
/// <param name="ProductId">Of what.</param>
/// <param name="Stars">How many it counted with.</param>
public sealed record ReviewTakenDown(ProductId ProductId, int Stars) : IDomainEvent;

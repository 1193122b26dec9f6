using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Catalog;

public sealed record ProductSubmitted(ProductId ProductId, ProducerId ProducerId) : IDomainEvent;

public sealed record ProductReviewed(ProductId ProductId, ProducerId ProducerId, ProductStatus Decision, string Message) : IDomainEvent;

/// <summary>What buyers see of the product changed: pages, search and feeds follow.</summary>
public sealed record ProductChanged(ProductId ProductId) : IDomainEvent;

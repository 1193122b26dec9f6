using Marketplace.Domain.Accounts;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

/// <summary>Who takes a step and, when a helper does, for which producer.</summary>
public readonly record struct Actor(UserId? UserId, ProducerId? Principal = null)
{
    public static readonly Actor System;
}

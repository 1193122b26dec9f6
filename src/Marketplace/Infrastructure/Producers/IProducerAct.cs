using Marketplace.Domain.Orders;

namespace Marketplace.Infrastructure.Producers;

/// <summary>A command done in a producer's name, by a member or by a helper under a mandate. What a helper does is written down for the producer to read.</summary>
public interface IProducerAct
{
    Actor Actor { get; }

    /// <summary>What it is done to: the identifier of a product, the number of an order's part or that of a review.</summary>
    string About { get; }

    /// <summary>The word that the maker's list of a helper's acts knows.</summary>
    string Act => GetType().Name;
}

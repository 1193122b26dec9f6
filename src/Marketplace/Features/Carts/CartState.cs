using Marketplace.Domain.Carts;

namespace Marketplace.Features.Carts;

/// <summary>What the badge needs after a change.</summary>
public sealed record CartState(CartId Id, int Count)
{
    internal static CartState Of(Cart cart) => new(cart.Id, cart.Lines.Sum(line => line.Quantity));
}

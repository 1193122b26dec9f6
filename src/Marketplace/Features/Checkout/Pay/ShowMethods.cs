using Marketplace.Domain.Carts;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Checkout.Pay;

/// <summary>The second page: how to pay.</summary>
public sealed record ShowMethods(CheckoutId CheckoutId, CartId CartId) : IQuery<CheckoutPage?>;

internal sealed class ShowMethodsHandler(CheckoutPages pages) : IRequestHandler<ShowMethods, CheckoutPage?>
{
    public Task<CheckoutPage?> Handle(ShowMethods query, CancellationToken ct) => pages.Open(query.CheckoutId, query.CartId, ct);
}

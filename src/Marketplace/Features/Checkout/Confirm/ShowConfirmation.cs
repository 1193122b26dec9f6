using Marketplace.Domain.Carts;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Checkout.Confirm;

/// <summary>The third page: everything, with links to change it.</summary>
public sealed record ShowConfirmation(CheckoutId CheckoutId, CartId CartId) : IQuery<CheckoutPage?>;

internal sealed class ShowConfirmationHandler(CheckoutPages pages) : IRequestHandler<ShowConfirmation, CheckoutPage?>
{
    public Task<CheckoutPage?> Handle(ShowConfirmation query, CancellationToken ct) => pages.Open(query.CheckoutId, query.CartId, ct);
}

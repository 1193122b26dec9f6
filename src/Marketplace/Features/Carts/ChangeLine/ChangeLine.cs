using FluentValidation;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Features.Carts.AddLine;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Carts.ChangeLine;

/// <summary>Sets how many of a variant are wanted; zero takes it out.</summary>
public sealed record ChangeLine(CartId CartId, VariantId VariantId, int Quantity) : ICommand<Result<CartState>>;

internal sealed class ChangeLineValidator : AbstractValidator<ChangeLine>
{
    public ChangeLineValidator() => RuleFor(command => command.Quantity).InclusiveBetween(0, Cart.MostOfOne)
        .WithErrorCode(CartRefusals.TooMany.Code).WithState(_ => CartRefusals.TooMany.Arguments);
}

internal sealed class ChangeLineHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ChangeLine, Result<CartState>>
{
    public async Task<Result<CartState>> Handle(ChangeLine command, CancellationToken ct)
    {
        var cart = await db.Carts.Include(cart => cart.Lines).SingleOrDefaultAsync(cart => cart.Id == command.CartId, ct);
        if (cart is null)
        {
            return CartLineRefusals.NoCart;
        }

        if (cart.Lines.Any(line => line.VariantId == command.VariantId) && cart.Set(command.VariantId, command.Quantity, clock.GetUtcNow()) is { Succeeded: false } refused)
        {
            return new Result<CartState>(null, refused.Refusals);
        }

        return CartState.Of(cart);
    }
}

using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Carts.AddLine;

/// <summary>Puts a variant into the cart, making the cart with its first line.</summary>
public sealed record AddLine(CartId? CartId, UserId? UserId, VariantId VariantId, int Quantity) : ICommand<Result<CartState>>;

internal sealed class AddLineValidator : AbstractValidator<AddLine>
{
    public AddLineValidator() => RuleFor(command => command.Quantity).InclusiveBetween(1, Cart.MostOfOne)
        .WithErrorCode(CartRefusals.TooMany.Code).WithState(_ => CartRefusals.TooMany.Arguments);
}

internal sealed class AddLineHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<AddLine, Result<CartState>>
{
    private sealed record Offer(int Available);

    private static readonly Func<MarketplaceDb, VariantId, Task<Offer?>> OfferOf = EF.CompileAsyncQuery((MarketplaceDb db, VariantId id) => (
        from product in db.Products.ForSale(db.Producers)
        join variant in db.Variants on product.Id equals variant.ProductId
        join stock in db.StockLevels on variant.Id equals stock.VariantId
        where variant.Id == id
        select new Offer(stock.Available)).FirstOrDefault());

    public async Task<Result<CartState>> Handle(AddLine command, CancellationToken ct)
    {
        if (await OfferOf(db, command.VariantId) is not { } offer)
        {
            return CartLineRefusals.NotOnSale;
        }

        if (offer.Available == 0)
        {
            return CartLineRefusals.SoldOut;
        }

        var now = clock.GetUtcNow();
        var cart = command.CartId is { } id ? await db.Carts.Include(cart => cart.Lines).SingleOrDefaultAsync(cart => cart.Id == id, ct) : null;
        if (cart is null)
        {
            cart = new Cart { Id = CartId.New(), UserId = command.UserId, ChangedAt = now };
            db.Carts.Add(cart);
        }

        cart.UserId ??= command.UserId;
        var added = cart.Add(command.VariantId, command.Quantity, now);
        return added.Succeeded ? CartState.Of(cart) : new Result<CartState>(null, added.Refusals);
    }
}

internal static class CartLineRefusals
{
    public static readonly Refusal NotOnSale = new("carts.not-on-sale");
    public static readonly Refusal SoldOut = new("carts.sold-out");
    public static readonly Refusal NotChosen = new("carts.not-chosen", "Variant");
    public static readonly Refusal NotANumber = new("carts.quantity-number", "Quantity");
    public static readonly Refusal NoCart = new("carts.gone");
}

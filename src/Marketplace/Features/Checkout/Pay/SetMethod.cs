using Marketplace.Domain.Carts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Quoting;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout.Pay;

/// <summary>Chooses how to pay and remembers the total that is shown next.</summary>
public sealed record SetMethod(CheckoutId CheckoutId, CartId CartId, PaymentMethod? Method) : ICommand<Result>;

internal sealed class SetMethodHandler(MarketplaceDb db, Quotes quotes, PaymentChoices choices, RuleBook ruleBook, TimeProvider clock)
    : IRequestHandler<SetMethod, Result>
{
    public async Task<Result> Handle(SetMethod command, CancellationToken ct)
    {
        var checkout = await CheckoutQueries.ToChange(db, command.CheckoutId, command.CartId);
        if (checkout is null)
        {
            return CheckoutRefusals.NotFound;
        }

        if (!checkout.HasAddress)
        {
            return CheckoutRefusals.AddressMissing;
        }

        if (command.Method is not { } method)
        {
            return CheckoutRefusals.MethodMissing;
        }

        var now = clock.GetUtcNow();
        var quote = await quotes.For(command.CartId, ShipTo.Of(checkout.Address), now, ct);
        if (quote.Parcels.Count == 0)
        {
            return CartRefusals.Empty;
        }

        var choice = choices.For(quote, checkout.Address, await ruleBook.On(now.VietnamDay(), ct)).FirstOrDefault(choice => choice.Method == method);
        if (choice is null or { Problem: not null })
        {
            return choice?.Problem ?? CheckoutRefusals.MethodUnavailable;
        }

        (checkout.Method, checkout.ShownTotalMinor) = (method, quote.Charged.MinorUnits);
        return Result.Ok;
    }
}

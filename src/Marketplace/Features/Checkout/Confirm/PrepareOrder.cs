using Marketplace.Domain.Accounts;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Quoting;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout.Confirm;

/// <summary>
/// Makes the order of a checkout: prices, fee, tax, rate and shipping frozen, stock held, payment awaited, messages written, all or nothing. Sent
/// again for the same checkout it answers what the first one made.
/// </summary>
public sealed record PrepareOrder(CheckoutId CheckoutId, CartId CartId, UserId? UserId, string Language) : ICommand<Result<PreparedOrder>>, ITransactional
{
    /// <summary>What the confirmed page showed; nothing: what was shown when the method was chosen.</summary>
    public SeenCheckout? Seen { get; init; }

    /// <summary>A fixed number for the demonstration, which must repeat itself; otherwise random.</summary>
    public string? Number { get; init; }
}

/// <summary>The page the buyer said yes to: its total in minor units and the version of the checkout it was made from.</summary>
public sealed record SeenCheckout(long TotalMinor, int Version);

public sealed record PreparedOrder(OrderId Id, string Number, string Key, PaymentMethod Method);

internal sealed class PrepareOrderHandler(
    MarketplaceDb db, Quotes quotes, PaymentChoices choices, RuleBook ruleBook, TimeProvider clock, IPublisher publisher)
    : IRequestHandler<PrepareOrder, Result<PreparedOrder>>
{
    private sealed record Making(ProductId ProductId, ProducerId ProducerId, Domain.Origin.LotId? NewestLot, bool IsAssisted);

    private static readonly Func<MarketplaceDb, CheckoutId, Task<PreparedOrder?>> Made = EF.CompileAsyncQuery((MarketplaceDb db, CheckoutId checkout) =>
        db.Orders.AsNoTracking().Where(order => order.CheckoutId == checkout)
            .Select(order => new PreparedOrder(order.Id, order.Number, order.AccessKey, order.Method)).SingleOrDefault());

    private static readonly Func<MarketplaceDb, CartId, Task<Cart?>> CartOf = EF.CompileAsyncQuery((MarketplaceDb db, CartId id) =>
        db.Carts.Include(cart => cart.Lines).SingleOrDefault(cart => cart.Id == id));

    private static readonly Func<MarketplaceDb, ProductId[], DateOnly, DateTimeOffset, IAsyncEnumerable<Making>> MakingOf = EF.CompileAsyncQuery(
        (MarketplaceDb db, ProductId[] products, DateOnly today, DateTimeOffset now) => db.Products.AsNoTracking()
            .Where(product => products.Contains(product.Id))
            .Select(product => new Making(
                product.Id, product.ProducerId,
                db.Lots.Where(lot => lot.ProductId == product.Id && lot.MadeOn <= today)
                    .OrderByDescending(lot => lot.MadeOn).ThenByDescending(lot => lot.Id).Select(lot => (Domain.Origin.LotId?)lot.Id).FirstOrDefault(),
                db.Mandates.Any(mandate => mandate.ProducerId == product.ProducerId && mandate.From <= now && mandate.Until > now && mandate.RevokedAt == null))));

    /// <summary>By who buys: guests who write a stranger's number do not keep the stranger, signed in, from buying.</summary>
    private static readonly Func<MarketplaceDb, string, UserId?, Task<int>> OpenOf = EF.CompileAsyncQuery((MarketplaceDb db, string phone, UserId? buyer) =>
        db.Orders.Count(order => order.Address.Phone == phone && order.BuyerId == buyer
            && (order.Status == OrderStatus.AwaitingPayment
                || (order.Status == OrderStatus.Confirmed && order.Method == PaymentMethod.CashOnDelivery && order.Parts.Any(part => part.Status == ProducerOrderStatus.New)))));

    public async Task<Result<PreparedOrder>> Handle(PrepareOrder command, CancellationToken ct)
    {
        var checkout = await CheckoutQueries.ToRead(db, command.CheckoutId, command.CartId);
        if (checkout is null)
        {
            return CheckoutRefusals.NotFound;
        }

        if (await Made(db, checkout.Id) is { } earlier)
        {
            return earlier;
        }

        if (await CartOf(db, command.CartId) is not { } cart || cart.Lines.Count == 0)
        {
            return await MadeMeanwhile(checkout.Id) ?? CartRefusals.Empty;
        }

        var now = clock.GetUtcNow();
        var rules = await ruleBook.On(now.VietnamDay(), ct);
        var to = ShipTo.Of(checkout.Address);
        var quote = await quotes.For(cart.Id, to, now, ct);
        var choice = choices.For(quote, checkout.Address, rules).FirstOrDefault(choice => choice.Method == checkout.Method);
        if (Refuse(command, checkout, cart, quote, choice) is { } refused)
        {
            return await MadeMeanwhile(checkout.Id) ?? refused;
        }

        var most = rules.Policy(PolicyCodes.OpenOrdersPerPhone);
        if (await OpenOf(db, checkout.Address.Phone, command.UserId) >= most)
        {
            return CheckoutRefusals.TooManyOpen(most);
        }

        if (await TakeStock(cart.Id, ct) < cart.Lines.Count)
        {
            // Some of it may be taken: the other click's answer is given by another run, when nothing is.
            return await Made(db, checkout.Id) is null ? OrderRefusals.SoldOut : throw new DbUpdateConcurrencyException("Another click made this order in the same moment.");
        }

        var making = await MakingOf(db, [.. quote.Lines.Select(line => line.ProductId).Distinct()], now.VietnamDay(), now).ToListAsync(ct);
        var lots = making.Where(product => product.NewestLot is not null).ToDictionary(product => product.ProductId, product => product.NewestLot!.Value);
        var assisted = making.Where(product => product.IsAssisted).Select(product => product.ProducerId).ToHashSet();
        var draft = new OrderDraft(command, checkout, quote, choice!, rules, now, lots, assisted);
        var order = draft.Order();
        db.Orders.Add(order);
        db.StockHolds.AddRange(draft.Holds(order));
        db.PaymentAttempts.Add(draft.Attempt(order));
        db.Carts.Remove(cart);
        if (order.Method == PaymentMethod.CashOnDelivery)
        {
            order.Confirm(now, new Actor(command.UserId));
        }

        foreach (var product in quote.Lines.Where(line => line.Available == line.Quantity).Select(line => line.ProductId).Distinct())
        {
            await publisher.Publish(new ProductChanged(product), ct);
        }

        return new PreparedOrder(order.Id, order.Number, order.AccessKey, order.Method);
    }

    /// <summary>What another click of the same checkout took since this one began is no reason to refuse: it gets the same answer.</summary>
    private async Task<Result<PreparedOrder>?> MadeMeanwhile(CheckoutId checkout) =>
        await Made(db, checkout) is { } made ? (Result<PreparedOrder>?)made : null;

    /// <summary>
    /// One guarded update for all stock keys, found through the cart's lines. The cart leaves in the same transaction under its version, so what was taken
    /// is what was read, or everything is rolled back. The keys are named first and by themselves: by the quantity alone a database looks at every key
    /// there is.
    /// </summary>
    /// <returns>How many keys had enough.</returns>
    private Task<int> TakeStock(CartId cart, CancellationToken ct)
    {
        var lines = db.Set<CartLine>().Where(line => EF.Property<CartId>(line, "CartId") == cart);
        return db.StockLevels
            .Where(stock => lines.Select(line => line.VariantId).Contains(stock.VariantId)
                && lines.Any(line => line.VariantId == stock.VariantId && line.Quantity <= stock.Available))
            .ExecuteUpdateAsync(
                stock => stock.SetProperty(level => level.Available, level => level.Available - lines.Where(line => line.VariantId == level.VariantId).Sum(line => line.Quantity)), ct);
    }

    private static Result<PreparedOrder>? Refuse(
        PrepareOrder command, Domain.Orders.Checkout checkout, Cart cart, Quote quote, PaymentChoice? choice)
    {
        if (!checkout.HasAddress)
        {
            return CheckoutRefusals.AddressMissing;
        }

        if (command.Seen is { } seen && seen.Version != checkout.Version)
        {
            return CheckoutRefusals.ChangedElsewhere;
        }

        if (quote.Refusals is not [])
        {
            return new Result<PreparedOrder>(null, quote.Refusals);
        }

        if (!quote.CanBeOrdered || quote.Lines.Count() != cart.Lines.Count)
        {
            return CheckoutRefusals.LinesNeedAttention;
        }

        if ((choice is null ? CheckoutRefusals.MethodMissing : choice.Problem) is { } problem)
        {
            return problem;
        }

        var charged = quote.Charged;
        return (command.Seen?.TotalMinor ?? checkout.ShownTotalMinor) switch
        {
            var shown when shown == charged.MinorUnits => (Result<PreparedOrder>?)null,
            > 0 and var shown => OrderRefusals.TotalChanged(charged with { MinorUnits = shown }, charged),
            _ => OrderRefusals.TotalUnseen,
        };
    }
}

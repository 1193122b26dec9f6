using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Cards;

/// <summary>
/// Writes down that the provider is about to be asked, before it is: the same question, with the same key, can then be asked again whatever happens. A card
/// that was declined for good gets a new attempt; two tabs get the same one.
/// </summary>
public sealed record StartCard(string Number, string? Key, UserId? User) : ICommand<Result<StartedCard>>, ITransactional;

/// <param name="RedirectUrl">Filled when the provider's page is open already.</param>
/// <param name="Provider">Whom to ask.</param>
/// <param name="Request">What to ask.</param>
public sealed record StartedCard(string RedirectUrl, string Provider, PaymentRequest Request);

internal sealed class StartCardHandler(MarketplaceDb db, PaymentGateways gateways, Infrastructure.Configuration.SiteAddress site, TimeProvider clock)
    : IRequestHandler<StartCard, Result<StartedCard>>
{
    public async Task<Result<StartedCard>> Handle(StartCard request, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.Number == request.Number, cancellationToken);
        if (order is null || !(OrderKey.Opens(request.Key, order.CheckoutId) || (request.User is { } user && order.BuyerId == user)))
        {
            return PaymentRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (order.Status != OrderStatus.AwaitingPayment || order.Method != PaymentMethod.Card || now >= order.HoldUntil)
        {
            return PaymentRefusals.NotWaiting;
        }

        var attempt = await db.PaymentAttempts.SingleOrDefaultAsync(attempt => attempt.OrderId == order.Id && attempt.IsLive, cancellationToken);
        if (attempt is null)
        {
            if (await db.PaymentAttempts.AnyAsync(ended => ended.OrderId == order.Id && ended.Status == PaymentStatus.Mismatched, cancellationToken)
                || gateways.Find(PaymentMethod.Card, order.Charged.Currency) is not { } gateway)
            {
                return PaymentRefusals.NotAvailable;
            }

            attempt = Again(order, gateway.Provider, now);
            db.PaymentAttempts.Add(attempt);
        }

        var key = attempt.Ask(now);
        var path = $"/pay/{order.Number}?key={OrderKey.Of(order.CheckoutId)}";
        return new StartedCard(attempt.RedirectUrl, attempt.Provider, new PaymentRequest(
            attempt.Id, order.Id, order.Number, attempt.Amount, order.Language, order.Address.Email, site.Of(path, order.Language), attempt.AskedAt!.Value, attempt.ExpiresAt, key));
    }

    private static PaymentAttempt Again(Order order, string provider, DateTimeOffset now) => new()
    {
        Id = new PaymentAttemptId(Guid.CreateVersion7(now)),
        OrderId = order.Id,
        Method = PaymentMethod.Card,
        Provider = provider,
        Amount = order.Charged,
        MemoCode = OrderCode.New(),
        CreatedAt = now,
        ExpiresAt = order.HoldUntil,
    };
}

/// <summary>What the provider answered when asked to open its page.</summary>
public sealed record RecordCardPage(PaymentAttemptId Id, GatewayAnswer<OpenedPayment> Answer) : ICommand<Result<string>>;

internal sealed class RecordCardPageHandler(MarketplaceDb db) : IRequestHandler<RecordCardPage, Result<string>>
{
    public async Task<Result<string>> Handle(RecordCardPage request, CancellationToken cancellationToken)
    {
        var attempt = await db.PaymentAttempts.SingleAsync(attempt => attempt.Id == request.Id, cancellationToken);
        switch (request.Answer)
        {
            case { Outcome: GatewayOutcome.Done, Value: { } page }:
                attempt.Opened(page.SessionId, page.RedirectUrl);
                break;
            case { Outcome: GatewayOutcome.Unknown }:
                attempt.LostAnswer();
                break;
            default:
                attempt.AskRefused();
                break;
        }

        return attempt.RedirectUrl;
    }
}

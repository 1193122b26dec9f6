using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Rules;
using Marketplace.Features.Payments.Ends;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
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
/// <param name="Key">What the payer may carry over the provider's page and back.</param>
public sealed record StartedCard(string RedirectUrl, string Provider, PaymentRequest Request, string Key);

internal sealed class StartCardHandler(MarketplaceDb db, PaymentGateways gateways, SiteAddress site, RuleBook ruleBook, TimeProvider clock)
    : IRequestHandler<StartCard, Result<StartedCard>>
{
    public async Task<Result<StartedCard>> Handle(StartCard request, CancellationToken cancellationToken)
    {
        var order = await db.Orders.SingleOrDefaultAsync(order => order.Number == request.Number, cancellationToken);
        if (order is null || Payer.Of(request.Key, request.User, order.AccessKey, order.BuyerId) is not { } payer)
        {
            return PaymentRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (order.Status != OrderStatus.AwaitingPayment || order.Method != PaymentMethod.Card || now >= order.HoldUntil)
        {
            return PaymentRefusals.NotWaiting;
        }

        var rules = await ruleBook.On(now.VietnamDay(), cancellationToken);
        var latest = order.PlacedAt.AddMinutes(rules.Policy(PolicyCodes.CardHoldLimitMinutes));
        var attempt = await db.PaymentAttempts.SingleOrDefaultAsync(attempt => attempt.OrderId == order.Id && attempt.IsLive, cancellationToken);
        if (attempt is null)
        {
            if (await db.PaymentAttempts.AnyAsync(ended => ended.OrderId == order.Id && ended.Status == PaymentStatus.Mismatched, cancellationToken)
                || gateways.Find(PaymentMethod.Card, order.Charged.Currency) is not { } gateway)
            {
                return PaymentRefusals.NotAvailable;
            }

            attempt = Again(order, gateway.Provider, now, latest);
            db.PaymentAttempts.Add(attempt);
        }

        var question = CardQuestion.Of(order, attempt, site, now);
        if (question.ExpiresAt > latest)
        {
            return PaymentRefusals.NotWaiting;
        }

        order.HoldUntilAtLeast(question.ExpiresAt + Order.HoldMargin);
        return new StartedCard(attempt.RedirectUrl, attempt.Provider, question, payer.Key);
    }

    /// <summary>Open no longer than the goods are held anyway, so that trying again and again does not stretch the hold.</summary>
    private static PaymentAttempt Again(Order order, string provider, DateTimeOffset now, DateTimeOffset latest) => new()
    {
        Id = new PaymentAttemptId(Guid.CreateVersion7(now)),
        OrderId = order.Id,
        Method = PaymentMethod.Card,
        Provider = provider,
        Amount = order.Charged,
        MemoCode = OrderCode.New(),
        CreatedAt = now,
        ExpiresAt = order.PayBy < latest ? order.PayBy : latest,
    };
}

/// <summary>What the provider answered when asked to open its page. Answers where to go; nothing when there is nowhere to go.</summary>
public sealed record RecordCardPage(PaymentAttemptId Id, GatewayAnswer<OpenedPayment> Answer) : ICommand<Result<string>>;

internal sealed class RecordCardPageHandler(MarketplaceDb db, Outbox outbox, TimeProvider clock) : IRequestHandler<RecordCardPage, Result<string>>
{
    public async Task<Result<string>> Handle(RecordCardPage request, CancellationToken cancellationToken)
    {
        var attempt = await db.PaymentAttempts.SingleAsync(attempt => attempt.Id == request.Id, cancellationToken);
        switch (request.Answer)
        {
            case { Outcome: GatewayOutcome.Done, Value: { } page } when !attempt.IsLive:
                // The order ended while the provider was asked: nobody is sent to its page, and nobody else knows of it to close it.
                if (attempt.SessionId.Length == 0)
                {
                    CloseSession.Later(outbox, attempt, page.SessionId, clock.GetUtcNow());
                }

                return "";
            case { Outcome: GatewayOutcome.Done, Value: { } page }:
                attempt.Opened(page.SessionId, page.RedirectUrl);
                break;
            case { Outcome: GatewayOutcome.Unknown }:
                if (attempt.LostAnswer())
                {
                    outbox.Add(
                        ReadBackCard.Outgoing, new CardToReadBack(attempt.Id.Value), $"read-back:{attempt.Id.Value:N}:{attempt.Asks}",
                        clock.GetUtcNow() + ReadBackCard.Patience);
                }

                break;
            default:
                attempt.AskRefused();
                break;
        }

        return attempt.RedirectUrl;
    }
}

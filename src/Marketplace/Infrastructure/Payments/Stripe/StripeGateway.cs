using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Stripe;
using Stripe.Checkout;
using PaymentMethod = Marketplace.Domain.Payments.PaymentMethod;

namespace Marketplace.Infrastructure.Payments.Stripe;

/// <summary>
/// Hosted Checkout: the card is typed on Stripe's page, never on ours. A lost answer is <see cref="GatewayOutcome.Unknown"/> and asked again with the same
/// key, under which Stripe replays its first answer. So is a key of ours that is not accepted: it says nothing of what was asked.
/// </summary>
internal sealed class StripeGateway(StripeClient stripe, StripeHealth health) : IPaymentGateway
{
    public string Provider => PaymentProviders.Stripe;

    public PaymentMethod Method => PaymentMethod.Card;

    /// <summary>Đồng stay with domestic ways: cards stop at eight digits. While Stripe does not answer, cards are not offered.</summary>
    public bool Accepts(Currency currency) => currency != Currency.Vnd && !health.IsDown;

    public async Task<GatewayAnswer<OpenedPayment>> Start(PaymentRequest request, CancellationToken ct)
    {
        var attempt = request.AttemptId.Value.ToString("N");
        var options = new SessionCreateOptions
        {
            Mode = "payment",
            ClientReferenceId = attempt,
            SuccessUrl = request.ReturnUrl,
            CancelUrl = request.ReturnUrl,
            CustomerEmail = request.Email.Length > 0 ? request.Email : null,
            Locale = request.Language is "vi" or "fr" ? request.Language : "en",
            ExpiresAt = request.ExpiresAt.UtcDateTime,
            Metadata = new Dictionary<string, string> { ["attempt"] = attempt, ["order"] = request.OrderNumber },
            PaymentIntentData = new SessionPaymentIntentDataOptions
            {
                Metadata = new Dictionary<string, string> { ["attempt"] = attempt, ["order"] = request.OrderNumber },
                TransferGroup = request.OrderId.Value.ToString("N"),
            },
            LineItems =
            [
                new SessionLineItemOptions
                {
                    Quantity = 1,
                    PriceData = new SessionLineItemPriceDataOptions
                    {
                        Currency = request.Amount.Currency.Code.ToLowerInvariant(),
                        UnitAmount = request.Amount.MinorUnits,
                        ProductData = new SessionLineItemPriceDataProductDataOptions { Name = request.OrderNumber },
                    },
                },
            ],
        };
        return await Ask(async () =>
        {
            var session = await stripe.V1.Checkout.Sessions.CreateAsync(options, Key(request.IdempotencyKey), ct);
            return new OpenedPayment(session.Id, session.Url);
        }, ct);
    }

    public Task<GatewayAnswer<PaymentAtProvider>> Query(string sessionId, CancellationToken ct) => Ask(async () =>
    {
        var options = new SessionGetOptions { Expand = ["payment_intent"] };
        return StripeEvent.Of(await stripe.V1.Checkout.Sessions.GetAsync(sessionId, options, cancellationToken: ct));
    }, ct);

    public async Task<GatewayAnswer<PaymentAtProvider>> Close(string sessionId, string idempotencyKey, CancellationToken ct)
    {
        var closed = await Ask(
            async () => StripeEvent.Of(await stripe.V1.Checkout.Sessions.ExpireAsync(sessionId, new SessionExpireOptions(), Key(idempotencyKey), ct)), ct);

        // Only an open page can be closed: what became of it counts.
        return closed.Outcome == GatewayOutcome.Refused ? await Query(sessionId, ct) : closed;
    }

    public async Task<GatewayAnswer<RefundedPayment>> Refund(RefundRequest request, CancellationToken ct)
    {
        var mark = request.RefundId.Value.ToString("N");
        var answer = await Ask(async () =>
        {
            if (request.MayBeMade)
            {
                var options = new RefundListOptions { PaymentIntent = request.ProviderPaymentId, Limit = 100 };
                await foreach (var known in stripe.V1.Refunds.ListAutoPagingAsync(options, cancellationToken: ct))
                {
                    if (known.Metadata?.GetValueOrDefault("refund") == mark)
                    {
                        return known;
                    }
                }
            }

            return await stripe.V1.Refunds.CreateAsync(
                new RefundCreateOptions
                {
                    PaymentIntent = request.ProviderPaymentId,
                    Amount = request.Amount.MinorUnits,
                    Metadata = new Dictionary<string, string> { ["refund"] = mark, ["attempt"] = request.AttemptId.Value.ToString("N") },
                },
                Key(request.IdempotencyKey), ct);
        }, ct);
        return answer switch
        {
            { Value: { Status: "failed" or "canceled" } lost } => new GatewayAnswer<RefundedPayment>(GatewayOutcome.Refused, Reason: lost.FailureReason ?? lost.Status),
            { Value: { } made } => GatewayAnswer.Done(new RefundedPayment(made.Id, made.Status == "succeeded")),
            _ => new GatewayAnswer<RefundedPayment>(answer.Outcome, Reason: answer.Reason),
        };
    }

    public Task<GatewayAnswer<PaymentAtProvider>> QueryRefund(string providerRefundId, CancellationToken ct) => Ask(
        async () => StripeEvent.Of(await stripe.V1.Refunds.GetAsync(providerRefundId, cancellationToken: ct)), ct);

    private static RequestOptions Key(string idempotencyKey) => new() { IdempotencyKey = idempotencyKey };

    private async Task<GatewayAnswer<T>> Ask<T>(Func<Task<T>> call, CancellationToken ct)
        where T : class
    {
        try
        {
            var answer = await call();
            health.Answered();
            return GatewayAnswer.Done(answer);
        }
        catch (StripeException refused) when (refused.HttpStatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            && refused.HttpStatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests
                or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            health.Answered();
            return new GatewayAnswer<T>(GatewayOutcome.Refused, Reason: refused.StripeError?.Code ?? refused.StripeError?.Type ?? "refused");
        }
        catch (Exception lost) when (lost is StripeException or HttpRequestException or IOException || (lost is OperationCanceledException && !ct.IsCancellationRequested))
        {
            health.Silent();
            return new GatewayAnswer<T>(GatewayOutcome.Unknown, Reason: lost.GetType().Name);
        }
    }
}

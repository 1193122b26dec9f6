using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments.Cash;

/// <summary>The courier collects; nobody is asked beforehand.</summary>
internal sealed class CashGateway : IPaymentGateway
{
    public string Provider => PaymentProviders.Cash;

    public PaymentMethod Method => PaymentMethod.CashOnDelivery;

    public bool Accepts(Currency currency) => currency == Currency.Vnd;

    public Task<GatewayAnswer<OpenedPayment>> Start(PaymentRequest request, CancellationToken ct) =>
        Task.FromResult(GatewayAnswer.Done(new OpenedPayment("", "")));

    public Task<GatewayAnswer<PaymentAtProvider>> Query(string sessionId, CancellationToken ct) =>
        Task.FromResult(new GatewayAnswer<PaymentAtProvider>(GatewayOutcome.NeedsPerson));

    public Task<GatewayAnswer<PaymentAtProvider>> Close(string sessionId, string idempotencyKey, CancellationToken ct) =>
        Task.FromResult(new GatewayAnswer<PaymentAtProvider>(GatewayOutcome.NeedsPerson));

    public Task<GatewayAnswer<RefundedPayment>> Refund(RefundRequest request, CancellationToken ct) =>
        Task.FromResult(new GatewayAnswer<RefundedPayment>(GatewayOutcome.NeedsPerson));
}

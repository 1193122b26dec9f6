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

    public Task<GatewayAnswer<GatewayDone>> Close(string sessionId, string idempotencyKey, CancellationToken ct) =>
        Task.FromResult(GatewayAnswer.Done(new GatewayDone()));

    public Task<GatewayAnswer<RefundedPayment>> Refund(RefundRequest request, CancellationToken ct) =>
        Task.FromResult(new GatewayAnswer<RefundedPayment>(GatewayOutcome.NeedsPerson));
}

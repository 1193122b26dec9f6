using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments.Sandbox;

/// <summary>A card provider that lives in this process, for Development: it has a page of its own and notifies through the same inbox.</summary>
internal sealed class SandboxGateway : IPaymentGateway
{
    public string Provider => PaymentProviders.Sandbox;

    public PaymentMethod Method => PaymentMethod.Card;

    public bool Accepts(Currency currency) => true;

    public Task<GatewayAnswer<OpenedPayment>> Start(PaymentRequest request, CancellationToken ct) =>
        Task.FromResult(GatewayAnswer.Done(new OpenedPayment("sbx_" + request.AttemptId.Value.ToString("N"), $"~/sandbox-card/{request.AttemptId.Value:N}")));

    public Task<GatewayAnswer<GatewayDone>> Close(string sessionId, string idempotencyKey, CancellationToken ct) =>
        Task.FromResult(GatewayAnswer.Done(new GatewayDone()));

    public Task<GatewayAnswer<RefundedPayment>> Refund(RefundRequest request, CancellationToken ct) =>
        Task.FromResult(GatewayAnswer.Done(new RefundedPayment("sbx_re_" + request.RefundId.Value.ToString("N"), IsFinal: true)));
}

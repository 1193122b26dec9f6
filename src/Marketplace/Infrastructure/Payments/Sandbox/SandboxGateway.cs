using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments.Sandbox;

/// <summary>A card provider that lives in this process, for Development: it has a page of its own and notifies through the same inbox.</summary>
internal sealed class SandboxGateway(SandboxPages pages) : IPaymentGateway
{
    private const string Prefix = "sbx_";

    public string Provider => PaymentProviders.Sandbox;

    public PaymentMethod Method => PaymentMethod.Card;

    public bool Accepts(Currency currency) => true;

    public Task<GatewayAnswer<OpenedPayment>> Start(PaymentRequest request, CancellationToken ct) =>
        Task.FromResult(GatewayAnswer.Done(new OpenedPayment(Prefix + request.AttemptId.Value.ToString("N"), $"~/sandbox-card/{request.AttemptId.Value:N}")));

    public Task<GatewayAnswer<PaymentAtProvider>> Query(string sessionId, CancellationToken ct) => Task.FromResult(GatewayAnswer.Done(pages.Read(sessionId)));

    public Task<GatewayAnswer<PaymentAtProvider>> Close(string sessionId, string idempotencyKey, CancellationToken ct)
    {
        pages.End(new SandboxEvent(idempotencyKey, SandboxEvent.Expired, Guid.Parse(sessionId.AsSpan(Prefix.Length)), sessionId, 0, Currency.Vnd.Code));
        return Query(sessionId, ct);
    }

    public Task<GatewayAnswer<RefundedPayment>> Refund(RefundRequest request, CancellationToken ct) =>
        Task.FromResult(GatewayAnswer.Done(new RefundedPayment("sbx_re_" + request.RefundId.Value.ToString("N"), IsFinal: true)));
}

using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments.Bank;

/// <summary>The buyer transfers by VietQR; the bank tells us when it arrived. Money goes back by a transfer that officers make and record.</summary>
internal sealed class BankGateway(ProgrammeAccount account) : IPaymentGateway
{
    public string Provider => PaymentProviders.Bank;

    public PaymentMethod Method => PaymentMethod.BankTransfer;

    public bool Accepts(Currency currency) => currency == Currency.Vnd && account.IsConfigured;

    public Task<GatewayAnswer<OpenedPayment>> Start(PaymentRequest request, CancellationToken ct) =>
        Task.FromResult(GatewayAnswer.Done(new OpenedPayment("", "")));

    public Task<GatewayAnswer<PaymentAtProvider>> Query(string sessionId, CancellationToken ct) =>
        Task.FromResult(new GatewayAnswer<PaymentAtProvider>(GatewayOutcome.NeedsPerson));

    public Task<GatewayAnswer<PaymentAtProvider>> Close(string sessionId, string idempotencyKey, CancellationToken ct) =>
        Task.FromResult(new GatewayAnswer<PaymentAtProvider>(GatewayOutcome.NeedsPerson));

    public Task<GatewayAnswer<RefundedPayment>> Refund(RefundRequest request, CancellationToken ct) =>
        Task.FromResult(new GatewayAnswer<RefundedPayment>(GatewayOutcome.NeedsPerson));
}

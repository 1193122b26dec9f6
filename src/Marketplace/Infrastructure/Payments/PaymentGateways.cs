using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments;

/// <summary>The ways to pay that are configured here.</summary>
public sealed class PaymentGateways(IEnumerable<IPaymentGateway> gateways)
{
    /// <summary>What checkout may offer for an order in that currency.</summary>
    public IReadOnlyList<PaymentMethod> For(Currency currency) =>
        [.. gateways.Where(gateway => gateway.Accepts(currency)).Select(gateway => gateway.Method).Distinct().Order()];

    public IPaymentGateway? Find(PaymentMethod method, Currency currency) =>
        gateways.FirstOrDefault(gateway => gateway.Method == method && gateway.Accepts(currency));

    public IPaymentGateway? Find(string provider) => gateways.FirstOrDefault(gateway => gateway.Provider == provider);
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Payments;

/// <summary>What happens around a refund, with the work it leaves for later done.</summary>
internal static class RefundSteps
{
    public static async Task Cancel(this PaymentMarket market, Order order)
    {
        await market.Do(order, confirmed => confirmed.Cancel(market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await market.RunJobs();
    }

    /// <summary>The provider's notification about a refund.</summary>
    public static async Task Tell(this PaymentMarket market, Refund refund, string type, string status, string id, string? providerId = null)
    {
        await market.Hear(PaymentProviders.Stripe, id, type, $$$"""
            {"id":"{{{id}}}","object":"event","type":"{{{type}}}","livemode":false,"data":{"object":{"id":"{{{providerId ?? refund.ProviderRefundId}}}","object":"refund","status":"{{{status}}}",
            "failure_reason":"expired_or_canceled_card","amount":{{{refund.Amount.MinorUnits}}},"currency":"usd","metadata":{"refund":"{{{refund.Id.Value:N}}}" } } } }
            """);
        await market.RunJobs();
    }
}

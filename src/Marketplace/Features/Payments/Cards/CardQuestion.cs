using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Configuration;

namespace Marketplace.Features.Payments.Cards;

/// <summary>
/// What a card provider is asked, word for word the same however often and whoever pays, because it answers one key once. So the address to come back to
/// carries the key for following only; what the payer had besides, their browser keeps (<see cref="PayerCookie"/>).
/// </summary>
internal static class CardQuestion
{
    /// <summary>Stripe refuses pages of less than thirty minutes; one more for the difference of clocks.</summary>
    private static readonly TimeSpan ShortestPage = TimeSpan.FromMinutes(31);

    public static PaymentRequest Of(Order order, PaymentAttempt attempt, SiteAddress site, DateTimeOffset now)
    {
        var key = attempt.Ask(now);
        var earliest = attempt.AskedAt!.Value + ShortestPage;
        return new PaymentRequest(
            attempt.Id, order.Id, order.Number, attempt.Amount, order.Language, order.Address.Email,
            site.Of($"/pay/{order.Number}?key={OrderKey.ForFollowing(order.AccessKey)}", order.Language),
            attempt.ExpiresAt > earliest ? attempt.ExpiresAt : earliest, key);
    }
}

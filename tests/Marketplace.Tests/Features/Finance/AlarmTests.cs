using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

/// <summary>What officers are written to about, because nobody may happen to look.</summary>
public sealed class AlarmTests : IDisposable
{
    private readonly PaymentMarket _market = new(new ScriptedStripe());

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_payment_that_does_not_match_is_told_to_every_officer_once_with_both_amounts()
    {
        await _market.Officer();
        await _market.Officer();
        await _market.GivenUser(Some.User());
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);

        foreach (var name in (string[])["evt_1", "evt_2"])
        {
            await _market.HearStripe(attempt, "checkout.session.completed", name, attempt.Amount.MinorUnits + 1);
        }

        var letters = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("alarm-held")).Select(message => message.Payload).ToListAsync());
        Assert.Equal(2, letters.Count);
        Assert.All(letters, letter => Assert.Contains(order.Number, letter, StringComparison.Ordinal));
        Assert.All(letters, letter => Assert.Contains("/finance/refunds", letter, StringComparison.Ordinal));
    }
}

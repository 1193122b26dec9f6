using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Alarms;

/// <summary>Another amount or currency came than was asked for: nothing is sent until an officer has seen to it.</summary>
internal sealed class TellOfHeldPayment(MarketplaceDb db, FinanceLetters letters) : INotificationHandler<PaymentHeld>
{
    public async Task Handle(PaymentHeld notification, CancellationToken cancellationToken)
    {
        var held = await (
            from attempt in db.PaymentAttempts.AsNoTracking()
            where attempt.Id == notification.AttemptId
            join order in db.Orders on attempt.OrderId equals order.Id
            select new { order.Number, attempt.Amount }).SingleAsync(cancellationToken);
        await letters.Tell(
            "finance.message.held", "/finance/refunds",
            [new Alarm(
                $"alarm-held:{notification.AttemptId.Value:N}",
                language => [held.Number, Format.Money(held.Amount, language), Format.Money(notification.Received, language)])],
            cancellationToken);
    }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Cards;

/// <summary>Whom to ask, and for what, when somebody who may pay an order wants to know whether its card payment arrived.</summary>
public sealed record CheckCard(string Number, string? Key, UserId? User) : IQuery<CardToCheck?>;

/// <param name="Provider">Whom to ask.</param>
/// <param name="SessionId">For which page; empty where none is open.</param>
/// <param name="Key">What they may carry on.</param>
public sealed record CardToCheck(string Provider, string SessionId, string Key);

internal sealed class CheckCardHandler(MarketplaceDb db) : IRequestHandler<CheckCard, CardToCheck?>
{
    public async Task<CardToCheck?> Handle(CheckCard request, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Where(order => order.Number == request.Number)
            .Select(order => new { order.Id, order.AccessKey, order.BuyerId }).SingleOrDefaultAsync(cancellationToken);
        if (order is null || Payer.Of(request.Key, request.User, order.AccessKey, order.BuyerId) is not { } payer)
        {
            return null;
        }

        var live = await db.PaymentAttempts.AsNoTracking().Where(attempt => attempt.OrderId == order.Id && attempt.IsLive)
            .Select(attempt => new { attempt.Provider, attempt.SessionId }).SingleOrDefaultAsync(cancellationToken);
        return new CardToCheck(live?.Provider ?? "", live?.SessionId ?? "", payer.Key);
    }
}

using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.SendLink;

/// <summary>
/// Sends the link that manages an order to the address its buyer gave: who asks sees it only if that is theirs. The answer is the same whether a message
/// left or not.
/// </summary>
public sealed record SendOrderLink(OrderAccess Access) : ICommand<Result>
{
    /// <summary>One message an order and span of time: others who know its number do not fill the buyer's inbox.</summary>
    public static readonly TimeSpan OneMessagePer = TimeSpan.FromHours(1);
}

internal sealed class SendOrderLinkHandler(MarketplaceDb db, OrderLetters letters, TimeProvider clock) : IRequestHandler<SendOrderLink, Result>
{
    public async Task<Result> Handle(SendOrderLink command, CancellationToken ct)
    {
        if (await db.Followed(command.Access, ct) is not { } found)
        {
            return OrderRefusals.NotFound;
        }

        var once = $"order-link:{found.Id.Value:N}:{clock.GetUtcNow().Ticks / SendOrderLink.OneMessagePer.Ticks}";
        if (!await db.OutboxMessages.AnyAsync(message => message.IdempotencyKey == once, ct))
        {
            letters.Tell(await db.Orders.AsNoTracking().SingleAsync(order => order.Id == found.Id, ct), "orders.message.link", once);
        }

        return Result.Ok;
    }
}

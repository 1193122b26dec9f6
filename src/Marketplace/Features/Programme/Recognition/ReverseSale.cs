using Marketplace.Domain.Orders;
using MediatR;

namespace Marketplace.Features.Programme.Recognition;

/// <summary>
/// A recognised sale whose money went back is followed by negative facts that name the first ones. Goods that come back unsold were never delivered, so there is no fact
/// of theirs.
/// </summary>
internal sealed class ReverseSale(Recogniser recogniser, TimeProvider clock) : INotificationHandler<PartRefunded>
{
    public Task Handle(PartRefunded notification, CancellationToken cancellationToken) =>
        recogniser.Reverse(notification.PartId, clock.GetUtcNow(), cancellationToken);
}

using Marketplace.Domain.Orders;
using MediatR;

namespace Marketplace.Features.Programme.Recognition;

/// <summary>A recognised sale whose money went back, or whose goods came back, is followed by negative facts that name the first ones.</summary>
internal sealed class ReverseSale(Recogniser recogniser, TimeProvider clock) : INotificationHandler<PartRefunded>, INotificationHandler<PartReturned>
{
    public Task Handle(PartRefunded notification, CancellationToken cancellationToken) =>
        recogniser.Reverse(notification.PartId, clock.GetUtcNow(), cancellationToken);

    public Task Handle(PartReturned notification, CancellationToken cancellationToken) =>
        recogniser.Reverse(notification.PartId, clock.GetUtcNow(), cancellationToken);
}

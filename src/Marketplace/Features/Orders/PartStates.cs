using Marketplace.Domain.Orders;

namespace Marketplace.Features.Orders;

/// <summary>How far a parcel is, in the few steps a buyer tells apart.</summary>
internal static class PartStates
{
    extension(ProducerOrderStatus status)
    {
        public bool IsToBeSent => status is ProducerOrderStatus.New or ProducerOrderStatus.Accepted or ProducerOrderStatus.Packed;

        public bool IsUnderway => status.IsToBeSent || status == ProducerOrderStatus.Sent;
    }
}

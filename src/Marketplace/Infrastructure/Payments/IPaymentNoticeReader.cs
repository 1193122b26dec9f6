using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments;

/// <summary>Turns one card provider's stored notification into our words. Bank notifications are receipts and have their own reader.</summary>
public interface IPaymentNoticeReader
{
    string Provider { get; }

    PaymentNotice Read(InboxMessage message);
}

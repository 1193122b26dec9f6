using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;

namespace Marketplace.Domain.Payments;

/// <summary>The whole frozen amount is here.</summary>
public sealed record PaymentReceived(PaymentAttemptId AttemptId, OrderId OrderId) : IDomainEvent;

/// <summary>A transfer brought less than the order costs, which keeps waiting for the rest.</summary>
public sealed record PaymentFellShort(PaymentAttemptId AttemptId, Money Received, Money Rest) : IDomainEvent;

/// <summary>Money came that is not what was frozen: it waits for a person.</summary>
public sealed record PaymentHeld(PaymentAttemptId AttemptId, Money Received) : IDomainEvent;

/// <summary>Money goes back, for one of the reasons that refunds have.</summary>
public sealed record RefundDecided(RefundId RefundId, PaymentAttemptId AttemptId, Money Amount, string Reason) : IDomainEvent;

/// <summary>A transfer for a known order came when the order no longer waited for it.</summary>
public sealed record TransferHeld(BankReceiptId ReceiptId, PaymentAttemptId AttemptId, long AmountDong) : IDomainEvent;

/// <summary>A transfer for a known order was sent back.</summary>
public sealed record TransferReturned(BankReceiptId ReceiptId, PaymentAttemptId AttemptId, long AmountDong) : IDomainEvent;

/// <summary>The provider's page of an attempt is to be closed, because its order's time is over.</summary>
public sealed record PaymentClosing(PaymentAttemptId Id) : IDomainEvent;

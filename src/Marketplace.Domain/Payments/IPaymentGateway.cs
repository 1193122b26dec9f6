using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;

namespace Marketplace.Domain.Payments;

/// <summary>One way of collecting money. Speaks only our words; its adapter alone knows the provider's.</summary>
public interface IPaymentGateway
{
    /// <summary>bank, cod, stripe or sandbox.</summary>
    string Provider { get; }

    PaymentMethod Method { get; }

    /// <summary>Whether it may be offered for that currency today.</summary>
    bool Accepts(Currency currency);

    /// <summary>Opens the provider's page, or begins to wait when there is none. Repeating it with the same request opens nothing new.</summary>
    Task<GatewayAnswer<OpenedPayment>> Start(PaymentRequest request, CancellationToken ct);

    /// <summary>Reads how a payment stands there, whether or not anybody was told of it.</summary>
    Task<GatewayAnswer<PaymentAtProvider>> Query(string sessionId, CancellationToken ct);

    /// <summary>Closes the provider's page so that it takes no more money, and answers how the payment stands then: it may have been paid before.</summary>
    Task<GatewayAnswer<PaymentAtProvider>> Close(string sessionId, string idempotencyKey, CancellationToken ct);

    /// <summary>Sends money back, in the charged currency.</summary>
    Task<GatewayAnswer<RefundedPayment>> Refund(RefundRequest request, CancellationToken ct);

    /// <summary>Reads how a refund stands there that was accepted and not final. Where the first answer is the last, there is nobody to ask.</summary>
    Task<GatewayAnswer<PaymentAtProvider>> QueryRefund(string providerRefundId, CancellationToken ct) =>
        Task.FromResult(new GatewayAnswer<PaymentAtProvider>(GatewayOutcome.NeedsPerson));
}

/// <summary>What a gateway needs to know to collect.</summary>
/// <param name="AttemptId">Comes back with every notification.</param>
/// <param name="OrderId">For the provider's records.</param>
/// <param name="OrderNumber">What the buyer reads.</param>
/// <param name="Amount">Frozen with the order.</param>
/// <param name="Language">vi, en or fr.</param>
/// <param name="Email">May be empty.</param>
/// <param name="ReturnUrl">Where the buyer comes back to, whatever happened there.</param>
/// <param name="ExpiresAt">When the page must close; the same on every repeat.</param>
/// <param name="IdempotencyKey">Stored before the call.</param>
public sealed record PaymentRequest(
    PaymentAttemptId AttemptId, OrderId OrderId, string OrderNumber, Money Amount, string Language, string Email, string ReturnUrl, DateTimeOffset ExpiresAt, string IdempotencyKey);

/// <summary>Empty when there is no page to go to.</summary>
public sealed record OpenedPayment(string SessionId, string RedirectUrl);

/// <param name="RefundId">Goes along, so that the refund is found again.</param>
/// <param name="AttemptId">The payment it belongs to.</param>
/// <param name="ProviderPaymentId">The provider's name of that payment.</param>
/// <param name="Amount">In the charged currency.</param>
/// <param name="IdempotencyKey">Stored before the call.</param>
/// <param name="MayBeMade">Asked so long ago that the provider may have forgotten the key: look whether the refund is there before making one.</param>
public sealed record RefundRequest(
    RefundId RefundId, PaymentAttemptId AttemptId, string ProviderPaymentId, Money Amount, string IdempotencyKey, bool MayBeMade = false);

/// <param name="ProviderRefundId">The provider's own id.</param>
/// <param name="IsFinal">False: accepted, a notification will tell the end.</param>
public sealed record RefundedPayment(string ProviderRefundId, bool IsFinal);

/// <summary>How a payment or a refund stands at its provider, in the words with which the provider would have told of it: it is worked off as that notification is.</summary>
/// <param name="IsOpen">The page still takes money, or the refund is on its way, so there is nothing to tell.</param>
/// <param name="Kind">The provider's name of that notification.</param>
/// <param name="Body">The provider's notification.</param>
public sealed record PaymentAtProvider(bool IsOpen, string Kind, string Body)
{
    public static PaymentAtProvider Open { get; } = new(IsOpen: true, "", "");
}

public enum GatewayOutcome
{
    Done = 1,

    /// <summary>The provider answered no.</summary>
    Refused = 2,

    /// <summary>No answer, so perhaps done. Ask again with the same key; never treat as failed.</summary>
    Unknown = 3,

    /// <summary>No provider does this: a person must.</summary>
    NeedsPerson = 4,
}

/// <summary>What came of an outside call.</summary>
public sealed record GatewayAnswer<T>(GatewayOutcome Outcome, T? Value = null, string Reason = "")
    where T : class;

public static class GatewayAnswer
{
    public static GatewayAnswer<T> Done<T>(T value)
        where T : class => new(GatewayOutcome.Done, value);
}

namespace Marketplace.Infrastructure.Web.Security;

/// <summary>
/// Marks an endpoint that programs call from elsewhere (a payment provider's webhook, a bank's notification): neither the same-origin guard nor the
/// antiforgery token applies, so the endpoint must authenticate its caller itself, by signature, and must not act on the visitor's cookies.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OutsideCallerAttribute : Attribute;

using System.Collections.Concurrent;
using Marketplace.Domain.Payments;

namespace Marketplace.Infrastructure.Payments.Sandbox;

/// <summary>What became of the sandbox's pages, whether or not we were told: what a provider's server would know. Gone when this process ends.</summary>
public sealed class SandboxPages
{
    private readonly ConcurrentDictionary<string, SandboxEvent> _over = [];

    /// <returns>What it came to: the first answer stays.</returns>
    public SandboxEvent End(SandboxEvent how) => _over.GetOrAdd(how.Session, how);

    public bool IsOver(string session) => _over.ContainsKey(session);

    public PaymentAtProvider Read(string session) =>
        _over.TryGetValue(session, out var how) ? new PaymentAtProvider(IsOpen: false, how.Type, how.ToJson()) : PaymentAtProvider.Open;
}

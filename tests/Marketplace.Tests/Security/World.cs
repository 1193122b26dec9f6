using Marketplace.Tests.Support;

namespace Marketplace.Tests.Security;

/// <summary>A small market with one person of each role.</summary>
public sealed class World : IDisposable
{
    private readonly TestMarketplace _market = new();

    internal IReadOnlyList<AppRoute> Routes => field ??= AppRoute.Of(_market);

    public void Dispose() => _market.Dispose();
}

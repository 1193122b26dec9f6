using Marketplace.Domain.Catalog;
using Marketplace.Infrastructure.Accounts;

namespace Marketplace.Tests.Support;

/// <summary>One shop with a draft and its maker's browser, for all rows of theories that are refused and so leave nothing behind.</summary>
public sealed class SharedAtelier : IAsyncLifetime
{
    internal CrowdedMarket Market { get; } = new();

    internal Atelier Atelier { get; private set; } = null!;

    internal Product Draft { get; private set; } = null!;

    internal HttpClient Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Atelier = await Atelier.In(Market);
        Draft = await Atelier.CompleteDraft();
        Browser = await Market.As(Atelier.Maker);
    }

    public ValueTask DisposeAsync()
    {
        Browser?.Dispose();
        Market.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One open stall that sells a scarf, for all rows of theories whose buyers do not meet.</summary>
public sealed class SharedStall : IAsyncLifetime
{
    internal CrowdedMarket Market { get; } = new();

    internal Stall Stall { get; private set; } = null!;

    internal Product Scarf { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stall = await Stall.In(Market);
        Scarf = Stall.Product(Stall.Producer("Lanh Lùng Tám"), "Khăn lanh");
        await Stall.Open();
    }

    public ValueTask DisposeAsync()
    {
        Market.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A market of places and rules in which nobody sells yet, and the browser of somebody with an account.</summary>
public sealed class SharedAccount : IAsyncLifetime
{
    internal CrowdedMarket Market { get; } = new();

    internal Stall Stall { get; private set; } = null!;

    internal User User { get; private set; } = null!;

    internal HttpClient Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stall = await Stall.In(Market);
        User = await Market.GivenUser(Some.User());
        Browser = await Market.As(User);
    }

    public ValueTask DisposeAsync()
    {
        Browser?.Dispose();
        Market.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A market whose bank and cards send what is refused, for all rows of such theories.</summary>
public sealed class SharedPayments : IDisposable
{
    internal PaymentMarket Market { get; } = new(new ScriptedStripe());

    public void Dispose() => Market.Dispose();
}

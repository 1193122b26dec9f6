using Marketplace.Tests.Turns;
using Xunit.Sdk;
using Xunit.v3;

namespace Marketplace.BrowserTests.Support;

/// <summary>The market is made while the other test program has its turn: publishing it and shrinking its photos takes minutes and half of the machine.</summary>
public sealed class MarketBeforeTurn : ITestPipelineStartup, IDisposable
{
    private static readonly string[] Listing = ["--list-tests", "-list"];

    private readonly OneModuleAtATime _turn = new();

    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        if (!Environment.GetCommandLineArgs().Intersect(Listing).Any())
        {
            // What goes wrong here is told by the market's fixture, which waits for the same.
            await Task.WhenAny(PublishedMarket.Ready);
        }

        await _turn.StartAsync(diagnosticMessageSink);
    }

    public async ValueTask StopAsync()
    {
        await PublishedMarket.Close();
        await _turn.StopAsync();
    }

    public void Dispose() => _turn.Dispose();
}

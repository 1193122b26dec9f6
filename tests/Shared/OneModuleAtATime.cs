using Xunit.Sdk;
using Xunit.v3;

namespace Marketplace.Tests.Turns;

/// <summary><c>dotnet test</c> starts all test programs at once; browsers time out when a thousand other tests share two cores with them. Whoever comes second waits.</summary>
public sealed class OneModuleAtATime : ITestPipelineStartup, IDisposable
{
    private FileStream? turn;

    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        var path = Path.Combine(Path.GetTempPath(), $"marketplace-tests-{Environment.UserName}.lock");
        while (turn is null)
        {
            try
            {
                turn = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody else holds it; where it cannot be made at all, waiting would never end.
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }

    public ValueTask StopAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        turn?.Dispose();
        turn = null;
    }
}

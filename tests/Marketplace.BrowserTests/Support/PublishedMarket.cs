using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marketplace.BrowserTests.Support;

/// <summary>
/// The application as people run it: published once per test run to <c>artifacts/published</c>, started as a process of its own on a fresh data folder
/// with demonstration data.
/// </summary>
internal sealed class PublishedMarket : IAsyncDisposable
{
    // Long, because another program's tests may have the machine meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly PublishedMarket Only = new();
    private static readonly Lazy<Task<PublishedMarket>> Started = new(() => Task.Run(async () =>
    {
        // First, because a machine without a browser can know it at once.
        Chromium.Find();
        await Only.Start();
        return Only;
    }));

    private readonly string _dataFolder = Directory.CreateTempSubdirectory("market-browser-").FullName;
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <summary>Begun by whoever asks first: published, listening, and its photos in all sizes.</summary>
    public static Task<PublishedMarket> Ready => Started.Value;

    public string Address { get; private set; } = "";

    /// <summary>What the process has said, for the message of a failed start.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>At the end of the run, also when it ended before a test began.</summary>
    public static ValueTask Close() => Only.DisposeAsync();

    private async Task Start()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "published");
        if (await Publish() != 0)
        {
            throw new InvalidOperationException("dotnet publish failed:" + Environment.NewLine + Log);
        }

        Address = $"http://127.0.0.1:{FreePort()}";
        _process = Launch("dotnet", [Path.Combine(folder, "Marketplace.dll"), "--urls", Address], start =>
        {
            start.WorkingDirectory = folder;
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
            start.Environment["Storage__DataFolder"] = _dataFolder;
            start.Environment["Seed__DemoOrders"] = "40";
            start.Environment["Site__Url"] = Address;
            start.Environment["Site__Phone"] = "1900 0000";
            foreach (var limit in (string[])["sign-in", "checkout", "search"])
            {
                // The whole run comes from one address.
                start.Environment["RateLimits__" + limit] = "100000";
            }

            start.Environment["Logging__LogLevel__Default"] = "Warning";

            // In Development assets are not cached unless asked for; a budget is measured as a visitor would be served.
            start.Environment["EnableStaticAssetsDevelopmentCaching"] = "true";
        });
        await Answers();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_dataFolder, recursive: true);
    }

    private async Task Answers()
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience && _process is { HasExited: false })
        {
            try
            {
                using var response = await client.GetAsync("/health");
                if (response.IsSuccessStatusCode && !Directory.EnumerateFiles(Path.Combine(_dataFolder, "media", "incoming")).Any())
                {
                    // Listening, and the photo queue is empty.
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet: it is still migrating and seeding.
            }

            await Task.Delay(250);
        }

        throw new InvalidOperationException("The published application did not start:" + Environment.NewLine + Log);
    }

    /// <summary>A matter of seconds where <c>.ci/run</c> has already done the same.</summary>
    private async Task<int> Publish()
    {
        using var process = Launch("dotnet", ["publish", "@tests/Marketplace.BrowserTests/publish.rsp"], start => start.WorkingDirectory = Repository.Root);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private Process Launch(string program, string[] arguments, Action<ProcessStartInfo> configure)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        configure(start);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Remember(line.Data);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Remember(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

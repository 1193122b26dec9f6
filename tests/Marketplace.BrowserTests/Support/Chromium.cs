using System.Diagnostics;
using System.Globalization;

namespace Marketplace.BrowserTests.Support;

/// <summary>The browser on this machine: what <c>CHROMIUM</c> names or PATH holds; installed from Debian where it is missing and we may.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static string Find() => OnPath() ?? Install() ?? throw new InvalidOperationException(
        "Browser tests need Chromium: install it (Debian: apt-get install -y chromium fonts-noto-core) or name it in the variable CHROMIUM.");

    private static string? OnPath() => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static string? Install()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
        {
            return null;
        }

        for (var attempt = 0; attempt < 3 && OnPath() is null; attempt++)
        {
            Run("apt-get", "-o DPkg::Lock::Timeout=600 update");
            Run("apt-get", "-o DPkg::Lock::Timeout=600 install -y --no-install-recommends chromium fonts-noto-core");
        }

        return OnPath();
    }

    private static void Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
        process.WaitForExit();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{program} {arguments}: {process.ExitCode}"));
    }
}

namespace Marketplace.BrowserTests.Support;

internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Kept as build artefacts and looked at by a person before a release.</summary>
    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Marketplace.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests must run inside the repository.");
        }

        return folder;
    }
}

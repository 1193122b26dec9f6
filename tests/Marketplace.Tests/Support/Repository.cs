namespace Marketplace.Tests.Support;

/// <summary>The sources these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Web { get; } = Path.Combine(Root, "src", "Marketplace");

    public static IEnumerable<string> Files(string folder, params string[] extensions) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => extensions.Contains(Path.GetExtension(file)) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

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

using System.Data.Common;
using Marketplace.Infrastructure.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Marketplace.Infrastructure.Configuration;

internal sealed class SiteCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment) =>
        Url(configuration, environment).Concat(environment.IsProduction() ? Operator(configuration) : []);

    private static IEnumerable<string> Url(IConfiguration configuration, IHostEnvironment environment)
    {
        var address = configuration["Site:Url"] is { Length: > 0 } configured ? configured : (environment.IsProduction() ? "" : SiteAddress.Default);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            yield return $"Site:Url is '{address}'; give the address people reach the shop at, such as https://chophien.example.";
        }
        else if (environment.IsProduction() && (url.Scheme != "https" || url.IsLoopback))
        {
            yield return $"Site:Url is '{address}'; Production needs a public https address.";
        }
    }

    /// <summary>Who runs a shop says so on it, with an address and a way to be reached (Decree 52/2013/NĐ-CP, article 29, and the law on e-commerce after it).</summary>
    private static IEnumerable<string> Operator(IConfiguration configuration)
    {
        foreach (var setting in (string[])["Site:Operator", "Site:Address"])
        {
            if (string.IsNullOrWhiteSpace(configuration[setting]))
            {
                yield return $"{setting} is missing; the law wants to be told on the page of terms who runs the market, and where.";
            }
        }

        if (string.IsNullOrWhiteSpace(configuration["Site:Email"]) && string.IsNullOrWhiteSpace(configuration["Site:Phone"]))
        {
            yield return "Site:Email or Site:Phone is missing; the law wants the operator to be reachable.";
        }
    }
}

internal sealed class StorageCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        if (environment.IsProduction() && string.IsNullOrWhiteSpace(configuration["Storage:DataFolder"]))
        {
            yield return "Storage:DataFolder is missing; Production needs a folder that outlives the application's own, for pictures, messages and keys.";
        }
        else if (Unwritable(DataFolder.Of(configuration, environment)) is { } reason)
        {
            yield return $"Storage:DataFolder is '{DataFolder.Of(configuration, environment)}'; the application cannot write there: {reason}";
        }
    }

    private static string? Unwritable(string folder)
    {
        try
        {
            var probe = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{Guid.NewGuid():N}.probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return failure.Message;
        }
    }
}

internal sealed class DatabaseCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        var provider = configuration["Database:Provider"] ?? "Sqlite";
        if (provider is not ("Sqlite" or "SqlServer"))
        {
            yield return $"Database:Provider is '{provider}'; it can be Sqlite or SqlServer.";
        }

        if (provider == "SqlServer" && string.IsNullOrWhiteSpace(configuration["Database:ConnectionString"]))
        {
            yield return "Database:ConnectionString is missing; SqlServer needs one.";
        }
        else if (provider is "Sqlite" or "SqlServer" && !IsReadable(provider, configuration["Database:ConnectionString"]))
        {
            // Without the string, which may hold a password.
            yield return $"Database:ConnectionString is none that {provider} understands; Database:Provider and it go together.";
        }
    }

    private static bool IsReadable(string provider, string? text)
    {
        try
        {
            DbConnectionStringBuilder builder = provider == "SqlServer" ? new SqlConnectionStringBuilder() : new SqliteConnectionStringBuilder();
            builder.ConnectionString = text;
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return false;
        }
    }
}

namespace Marketplace.Infrastructure.Configuration;

internal sealed class SiteCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
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
}

internal sealed class StorageCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        if (environment.IsProduction() && string.IsNullOrWhiteSpace(configuration["Storage:DataFolder"]))
        {
            yield return "Storage:DataFolder is missing; Production needs a folder that outlives the application's own, for pictures, messages and keys.";
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
    }
}

using Marketplace.Infrastructure.Configuration;
using Microsoft.AspNetCore.HostFiltering;

namespace Marketplace.Infrastructure.Web.Security;

/// <summary>
/// Under which names the shop answers. Outside Development that is the one of <c>Site:Url</c>, and this machine's own for whoever looks whether it is alive: a page made
/// under a stranger's name would carry it, and a stranger's name that leads here is how a browser is talked into reading what it should not.
/// </summary>
internal static class Hosts
{
    /// <summary>ASP.NET Core reads it by itself; what it says holds.</summary>
    public const string Setting = "AllowedHosts";

    private static readonly string[] OfThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddHosts(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<HostFilteringOptions>().Configure<IConfiguration, IHostEnvironment>((options, configuration, environment) =>
        {
            if (!environment.IsDevelopment() && string.IsNullOrWhiteSpace(configuration[Setting]))
            {
                options.AllowedHosts = [Of(configuration), .. OfThisMachine];
            }
        });

    private static string Of(IConfiguration configuration)
    {
        var site = new Uri(configuration["Site:Url"] is { Length: > 0 } url ? url : SiteAddress.Default);
        return site.HostNameType == UriHostNameType.IPv6 ? site.Host : site.IdnHost;
    }
}

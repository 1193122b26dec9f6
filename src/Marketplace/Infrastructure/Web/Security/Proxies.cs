using System.Net;
using Marketplace.Infrastructure.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Marketplace.Infrastructure.Web.Security;

/// <summary>
/// The proxies whose word about the caller counts, from <c>Proxy</c>. Anyone can write the headers, so without this setting nobody is believed, not
/// even this machine, and the caller is who connected.
/// </summary>
internal static class Proxies
{
    public const string Addresses = "Proxy:KnownProxies";
    public const string Networks = "Proxy:KnownNetworks";

    public static void AddProxies(this WebApplicationBuilder builder) => builder.Services.Configure<ForwardedHeadersOptions>(options =>
    {
        // Not the host: links and the same-origin guard must not depend on what a proxy lets through.
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();

        // The chain is walked from our end and ends at the first one who is not known, however many there are.
        options.ForwardLimit = null;
        foreach (var proxy in Values(builder.Configuration, Addresses))
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }

        foreach (var network in Values(builder.Configuration, Networks))
        {
            options.KnownIPNetworks.Add(IPNetwork.Parse(network));
        }
    });

    public static void UseProxies(this WebApplication app)
    {
        if (Values(app.Configuration, Addresses).Concat(Values(app.Configuration, Networks)).Any())
        {
            app.UseForwardedHeaders();
        }
    }

    internal static IEnumerable<string> Values(IConfiguration configuration, string list) => configuration.GetSection(list).GetChildren().Select(item => item.Value ?? "");
}

internal sealed class ProxiesCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment) =>
    [
        .. Wrong(configuration, Proxies.Addresses, value => IPAddress.TryParse(value, out _) ? null : "give the address of a proxy, such as 10.0.0.5"),
        .. Wrong(configuration, Proxies.Networks, value => !IPNetwork.TryParse(value, out var network) ? "give a network of proxies, such as 10.0.0.0/24"
            : network.PrefixLength == 0 ? "this trusts everyone; give the network of your proxies" : null),
    ];

    private static IEnumerable<string> Wrong(IConfiguration configuration, string list, Func<string, string?> problem) =>
        Proxies.Values(configuration, list).Select((value, index) => problem(value) is { } words ? $"{list}:{index} is '{value}'; {words}." : null).OfType<string>();
}

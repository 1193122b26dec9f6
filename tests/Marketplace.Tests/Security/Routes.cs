using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Security;

/// <summary>One address of the application with one method, as its endpoint table has it.</summary>
internal sealed record AppRoute(string Method, string Pattern, bool IsAnonymous, bool HasPolicy)
{
    public string Name => $"{Method} /{Pattern}";

    public static IReadOnlyList<AppRoute> Of(TestMarketplace market) =>
    [
        .. market.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !IsStaticAsset(endpoint))
            .SelectMany(endpoint => Methods(endpoint).Select(method => new AppRoute(
                method,
                endpoint.RoutePattern.RawText?.Trim('/') ?? "",
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is not null))))
            .Distinct()
            .OrderBy(route => route.Pattern, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal),
    ];

    private static bool IsStaticAsset(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText is Policies.DevelopmentAssets || endpoint.Metadata.Any(data => data.GetType().Name is "StaticAssetDescriptor");

    /// <summary>HEAD beside GET is GET without a body.</summary>
    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? (methods.Contains("GET") ? [.. methods.Where(method => method != "HEAD")] : methods) : ["GET"];
}

/// <summary>What <c>access.txt</c> declares of a route: who may call it.</summary>
internal sealed record Declared(string Route, string Who)
{
    public static IReadOnlyList<Declared> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "Marketplace.Tests", "Security", "access.txt"))
            .Where(line => line is not "" && line[0] != '#')
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(words => new Declared($"{words[0]} {words[1]}", words[2])),
    ];
}

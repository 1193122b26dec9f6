using Marketplace.Infrastructure.Localization;

namespace Marketplace.Infrastructure.Configuration;

/// <summary>Whole addresses, from <c>Site:Url</c>: in what leaves the site, and where a page, a feed or the API names itself.</summary>
public sealed class SiteAddress(IConfiguration configuration)
{
    public const string Default = "http://127.0.0.1:5080";

    private readonly string? _configured = configuration["Site:Url"] is { Length: > 0 } url ? url.TrimEnd('/') : null;

    /// <summary>Where nothing is configured, which Production refuses: the first address this process was told to listen at, so that messages lead there.</summary>
    private readonly string _listening = (configuration["urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Reachable).FirstOrDefault(url => url is not null) ?? Default;

    /// <summary>The shop's name, wherever it appears.</summary>
    public string Name { get; } = configuration["Site:Name"] is { Length: > 0 } name ? name : "Chợ Phiên";

    /// <summary>For messages and codes. Never taken from a request, whose host anyone can write.</summary>
    /// <param name="path">Begins with a slash, without language.</param>
    /// <param name="language">Prefix of the reader's language; Vietnamese has none.</param>
    public string Of(string path, string language = Languages.Default) => (_configured ?? _listening) + (language == Languages.Default ? "" : "/" + language) + path;

    /// <summary>
    /// What the links of an answer to this request begin with. Where nothing is configured, which Production refuses, it is what was asked: whoever tries the
    /// shop out on another port can follow them.
    /// </summary>
    public string OriginFor(HttpRequest request) => _configured ?? $"{request.Scheme}://{request.Host}";

    /// <summary>A port that is yet to be chosen is nobody's address, and "any host" is not one to open.</summary>
    private static string? Reachable(string url)
    {
        var named = url.Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal);
        return Uri.TryCreate(named, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Port: > 0 } ? address.GetLeftPart(UriPartial.Authority) : null;
    }
}

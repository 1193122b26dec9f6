using Marketplace.Infrastructure.Localization;

namespace Marketplace.Infrastructure.Configuration;

/// <summary>Whole addresses for what leaves the site, from <c>Site:Url</c>. Never taken from a request, whose host anyone can write.</summary>
public sealed class SiteAddress(IConfiguration configuration)
{
    public const string Default = "http://127.0.0.1:5080";

    private readonly string _root = (configuration["Site:Url"] is { Length: > 0 } url ? url : Default).TrimEnd('/');

    /// <summary>The shop's name, wherever it appears.</summary>
    public string Name { get; } = configuration["Site:Name"] is { Length: > 0 } name ? name : "Chợ Phiên";

    /// <param name="path">Begins with a slash, without language.</param>
    /// <param name="language">Prefix of the reader's language; Vietnamese has none.</param>
    public string Of(string path, string language = Languages.Default) => _root + (language == Languages.Default ? "" : "/" + language) + path;
}

using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Configuration;

/// <summary>How the world reaches us, from <c>Site</c>.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";
    public const string DefaultBaseUrl = "http://127.0.0.1:5080";

    /// <summary>Scheme and host that links in messages, feeds and codes begin with. Never taken from a request, whose host anyone can write.</summary>
    public string BaseUrl { get; set; } = DefaultBaseUrl;

    /// <summary>The shop's name, wherever it appears.</summary>
    public string Name { get; set; } = "Chợ Phiên";
}

/// <summary>Writes whole addresses for what leaves the site.</summary>
public sealed class SiteAddress(IOptions<SiteOptions> options)
{
    public string Name => options.Value.Name;

    /// <param name="path">Begins with a slash, without language.</param>
    /// <param name="language">Prefix of the reader's language; Vietnamese has none.</param>
    public string Of(string path, string language = Localization.Languages.Default) =>
        options.Value.BaseUrl.TrimEnd('/') + (language == Localization.Languages.Default ? "" : "/" + language) + path;
}

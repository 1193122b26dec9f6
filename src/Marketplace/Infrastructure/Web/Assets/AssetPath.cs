using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Infrastructure.Web.Assets;

/// <summary>
/// The address of one of our own files: with its fingerprint, so that it may be kept for ever, and without the language prefix, so that all languages
/// share one copy.
/// </summary>
internal static class AssetPath
{
    public static string Of(HttpContext context, string file)
    {
        var assets = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        var name = "dist/" + file;
        return $"{SiteBase(context.Request.PathBase)}/{assets?[name] ?? name}";
    }

    /// <summary>Where the application is mounted: the path base without the language.</summary>
    public static string SiteBase(PathString pathBase)
    {
        var value = pathBase.Value ?? "";
        foreach (var language in Languages.All)
        {
            if (language != Languages.Default && value.EndsWith("/" + language, StringComparison.Ordinal))
            {
                return value[..^(language.Length + 1)];
            }
        }

        return value;
    }
}

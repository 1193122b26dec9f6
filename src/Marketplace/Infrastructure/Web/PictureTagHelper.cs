using System.Globalization;
using System.Text;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Web.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web;

/// <summary>
/// A picture in three formats and the widths a phone may pick from. Square unless <see cref="Whole"/>; without a picture, a quiet placeholder.
/// </summary>
[HtmlTargetElement("picture-of", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PictureTagHelper : TagHelper
{
    public MediaId? Media { get; set; }

    /// <summary>Empty when the name stands beside the picture.</summary>
    public string Alt { get; set; } = "";

    /// <summary>As in HTML; half the screen on phones, a card elsewhere, when left out.</summary>
    public string Sizes { get; set; } = "(min-width: 48em) 240px, calc(50vw - 1.5rem)";

    /// <summary>Widest derivative offered.</summary>
    public int Max { get; set; } = 640;

    /// <summary>Loaded at once (the first pictures of a page) instead of when it comes near.</summary>
    public bool Eager { get; set; }

    /// <summary>Shown uncropped.</summary>
    public bool Whole { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Media is not { } media)
        {
            output.TagName = "span";
            output.Attributes.SetAttribute("class", "picture placeholder");
            return;
        }

        output.TagName = "picture";
        output.Attributes.SetAttribute("class", Whole ? "picture whole" : "picture");
        var name = media.Value.ToString("N");
        var sizes = Html.Encode(Sizes);
        var html = new StringBuilder(1024);
        foreach (var format in (ReadOnlySpan<string>)["avif", "webp"])
        {
            html.Append(CultureInfo.InvariantCulture, $"<source type=\"image/{format}\" srcset=\"");
            var separator = "";
            foreach (var width in PhotoLimits.Widths)
            {
                if (width <= Max)
                {
                    html.Append(CultureInfo.InvariantCulture, $"{separator}/media/{name}/{width}.{format} {width}w");
                    separator = ", ";
                }
            }

            html.Append(CultureInfo.InvariantCulture, $"\" sizes=\"{sizes}\">");
        }

        var loading = Eager ? "fetchpriority=\"high\"" : "loading=\"lazy\"";
        html.Append(CultureInfo.InvariantCulture, $"<img src=\"/media/{name}/480.jpg\" alt=\"{Html.Encode(Alt)}\" width=\"{Max}\" height=\"{Max}\" {loading} decoding=\"async\">");
        output.Content.SetHtmlContent(html.ToString());
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Web.TagHelpers;
using Microsoft.AspNetCore.Html;

namespace Marketplace.Infrastructure.Web;

/// <summary>A picture in three formats and the widths a phone may pick from, square; without a picture, a quiet placeholder.</summary>
public static class Picture
{
    /// <summary>As in HTML: half the screen on phones, a card elsewhere.</summary>
    public const string CardSizes = "(min-width: 48em) 270px, calc(50vw - 1.5rem)";

    private static readonly HtmlString Placeholder = new("<span class=\"picture placeholder\"></span>");

    /// <summary>Pictures of one kind differ in two words only, and a list shows twenty-four of them.</summary>
    private static readonly ConcurrentDictionary<(string Sizes, int Widest, bool IsEager), Pattern> Patterns = new();

    /// <param name="media">None, or not ready: the placeholder.</param>
    /// <param name="alt">Empty when the name stands beside the picture.</param>
    /// <param name="sizes">As in HTML; one of the few that views name.</param>
    /// <param name="widest">Widest derivative offered, in pixels.</param>
    /// <param name="isEager">Loaded at once (the first pictures of a page) instead of when it comes near.</param>
    /// <param name="altLanguage">Language of <paramref name="alt"/> where it is not the page's, else empty (WCAG 3.1.2); a code of <see cref="Languages.All"/>.</param>
    public static IHtmlContent Of(MediaId? media, string alt = "", string sizes = CardSizes, int widest = 640, bool isEager = false, string altLanguage = "") => media is { } id
        ? new Content(
            Patterns.GetOrAdd((sizes, widest, isEager), static kind => PatternOf(kind.Sizes, kind.Widest, kind.IsEager)), id.Value.ToString("N"), Html.Encode(alt), altLanguage)
        : Placeholder;

    private static Pattern PatternOf(string sizes, int widest, bool isEager)
    {
        const char File = '\u0001';
        var html = new StringBuilder("<picture class=\"picture\">");
        foreach (var format in (ReadOnlySpan<string>)["avif", "webp"])
        {
            var files = PhotoLimits.Widths.Where(width => width <= widest)
                .Select(width => string.Create(CultureInfo.InvariantCulture, $"/media/{File}/{width}.{format} {width}w"));
            html.Append(CultureInfo.InvariantCulture, $"<source type=\"image/{format}\" srcset=\"{string.Join(", ", files)}\" sizes=\"{Html.Encode(sizes)}\">");
        }

        html.Append(CultureInfo.InvariantCulture, $"<img src=\"/media/{File}/480.jpg\" alt=\"");
        var loading = isEager ? "fetchpriority=\"high\"" : "loading=\"lazy\"";
        return new Pattern(
            html.ToString().Split(File),
            string.Create(CultureInfo.InvariantCulture, $"\" width=\"{widest}\" height=\"{widest}\" {loading} decoding=\"async\"></picture>"));
    }

    /// <param name="BetweenNames">What stands around the file's name, up to the alternative text.</param>
    /// <param name="AfterAlt">The rest.</param>
    private sealed record Pattern(string[] BetweenNames, string AfterAlt);

    /// <summary>Written straight into the page, piece by piece: no string is made of it.</summary>
    private sealed class Content(Pattern pattern, string name, string encodedAlt, string altLanguage) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            writer.Write(pattern.BetweenNames[0]);
            foreach (var piece in pattern.BetweenNames.AsSpan(1))
            {
                writer.Write(name);
                writer.Write(piece);
            }

            writer.Write(encodedAlt);
            if (altLanguage is not "")
            {
                writer.Write("\" lang=\"");
                writer.Write(altLanguage);
            }

            writer.Write(pattern.AfterAlt);
        }
    }
}

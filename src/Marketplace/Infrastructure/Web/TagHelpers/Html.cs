using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary>Encodes what HTML needs encoded and leaves Vietnamese as it is: the default would send each marked letter as eight characters.</summary>
internal static class Html
{
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(text);
}

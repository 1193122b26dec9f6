using Marketplace.Domain.Media;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web;

/// <summary>A <see cref="Picture"/> as an element.</summary>
[HtmlTargetElement("picture-of", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PictureTagHelper : TagHelper
{
    public MediaId? Media { get; set; }

    /// <summary>Empty when the name stands beside the picture.</summary>
    public string Alt { get; set; } = "";

    /// <summary>Language of <see cref="Alt"/> where it is not the page's; empty where it is.</summary>
    public string AltLang { get; set; } = "";

    /// <summary>As in HTML; half the screen on phones, a card elsewhere, when left out.</summary>
    public string Sizes { get; set; } = Picture.CardSizes;

    /// <summary>Widest derivative offered.</summary>
    public int Max { get; set; } = 640;

    /// <summary>Loaded at once (the first pictures of a page) instead of when it comes near.</summary>
    public bool Eager { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Picture.Of(Media, Alt, Sizes, Max, Eager, AltLang));
    }
}

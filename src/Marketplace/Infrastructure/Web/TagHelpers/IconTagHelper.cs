using Marketplace.Infrastructure.Web.Assets;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary>
/// <c>&lt;icon name="cart" /&gt;</c>: an outline from a sprite. Always beside a word, so hidden from assistive technology. What stands around every page
/// has a sprite of its own: most pages need no other.
/// </summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly HashSet<string> OfTheFrame = ["cart", "search", "theme", "user"];

    public string Name { get; set; } = "";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        var sprite = OfTheFrame.Contains(Name) ? "icons/frame.svg" : "icons/icons.svg";
        output.Content.SetHtmlContent($"<use href=\"{AssetPath.Of(ViewContext.HttpContext, sprite)}#{Name}\"/>");
    }
}

using Marketplace.Infrastructure.Web.Assets;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary><c>&lt;link rel="stylesheet" asset="app.css" /&gt;</c>, <c>&lt;script type="module" asset="app.js"&gt;</c>: links to files of the build.</summary>
[HtmlTargetElement("link", Attributes = "asset")]
[HtmlTargetElement("script", Attributes = "asset")]
[HtmlTargetElement("img", Attributes = "asset")]
public sealed class AssetTagHelper : TagHelper
{
    public string Asset { get; set; } = "";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Attributes.SetAttribute(output.TagName == "link" ? "href" : "src", AssetPath.Of(ViewContext.HttpContext, Asset));
}

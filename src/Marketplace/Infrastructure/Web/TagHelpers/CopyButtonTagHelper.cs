using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary><c>&lt;copy-button text="…" label="…" /&gt;</c>: shown by the script, because it can only work with one.</summary>
[HtmlTargetElement("copy-button", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CopyButtonTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", "button");
        output.Attributes.SetAttribute("class", "button quiet");
        output.Attributes.SetAttribute("data-copy", Text);
        output.Attributes.SetAttribute("data-done", Texts.Get("common.copied"));
        output.Attributes.SetAttribute(new TagHelperAttribute("hidden", null, HtmlAttributeValueStyle.Minimized));
        output.Content.SetHtmlContent($"<span>{Html.Encode(Label is "" ? Texts.Get("common.copy") : Label)}</span>");
    }
}

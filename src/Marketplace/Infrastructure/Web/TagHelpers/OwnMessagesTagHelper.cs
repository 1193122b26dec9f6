using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary>
/// What is wrong with a form is said by us, all at once, in the language of the page, with what to do: the browser would say it one field at a time, in the
/// language of the phone, in a bubble that goes.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class OwnMessagesTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate", null, HtmlAttributeValueStyle.Minimized));
}

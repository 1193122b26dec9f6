using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary>
/// A posting form with an address of its own carries the antiforgery token too, which the framework adds only to forms without one
/// and to those whose address begins with "~/"; two tokens would be refused as none.
/// Forms of guests say <c>asp-antiforgery="false"</c>.
/// </summary>
[HtmlTargetElement("form", Attributes = "action")]
public sealed class PostFormTagHelper(IHtmlGenerator generator) : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var posts = context.AllAttributes.TryGetAttribute("method", out var method) && string.Equals(method.Value.ToString(), "post", StringComparison.OrdinalIgnoreCase);
        if (posts && output.PostContent.IsEmptyOrWhiteSpace && !context.AllAttributes.ContainsName("asp-antiforgery"))
        {
            output.PostContent.AppendHtml(generator.GenerateAntiforgery(ViewContext));
        }
    }
}

using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary><c>&lt;error-summary /&gt;</c> at the top of a form page: everything to put right, each a link to its field. Gets the focus; empty without errors.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = ViewContext.ViewData.ModelState;
        if (state.ErrorCount == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute(new TagHelperAttribute("autofocus", null, HtmlAttributeValueStyle.Minimized));
        output.Content.SetHtmlContent($"<h2>{Html.Encode(Texts.Get("common.errors"))}</h2><ul>");
        var said = new HashSet<(string, string)>();
        var order = ViewContext.ViewData[RefusalExtensions.OrderKey] as string[] ?? [];
        foreach (var (key, entry) in state.OrderBy(pair => Array.IndexOf(order, pair.Key) is var place and >= 0 ? place : order.Length))
        {
            foreach (var error in entry?.Errors ?? Enumerable.Empty<ModelError>())
            {
                var id = key is "" ? "" : FieldNames.IdOf(key);
                var message = Html.Encode(error.ErrorMessage is "" ? Texts.Get("common.invalid") : error.ErrorMessage);
                if (said.Add((id, message)))
                {
                    output.Content.AppendHtml(id is "" ? $"<li>{message}</li>" : $"<li><a href=\"#{id}\">{message}</a></li>");
                }
            }
        }

        output.Content.AppendHtml("</ul>");
    }
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary>
/// A labelled field: <c>&lt;field for="Form.Phone" label="…" type="tel" autocomplete="tel" required /&gt;</c>. Any further attribute goes to the control.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : FormField
{
    public string Type { get; set; } = "text";

    public string? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var attributes = Attributes(output);
        var control = $"id=\"{Id}\" name=\"{Encode(Name)}\"{Aria()}{attributes}";
        var value = Type == "password" ? "" : CurrentText(Value);
        Wrap(output, "div");
        output.Content.SetHtmlContent($"<label for=\"{Id}\">{Encode(Label)}</label>{Notes()}");
        output.Content.AppendHtml(Type switch
        {
            "textarea" => $"<textarea {control}>\n{Encode(value)}</textarea>",
            _ => $"<input type=\"{Encode(Type)}\" {control} value=\"{Encode(value)}\">",
        });
    }
}

/// <summary>A labelled list to pick one from; <c>placeholder</c> adds an empty first option.</summary>
[HtmlTargetElement("select-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SelectFieldTagHelper : FormField
{
    public IEnumerable<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem> Items { get; set; } = [];

    public string? Placeholder { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var attributes = Attributes(output);
        var items = Items.ToList();
        var chosen = Typed is [var typed, ..] ? typed : For.Model is null ? items.FirstOrDefault(item => item.Selected)?.Value ?? "" : Text(For.Model);
        Wrap(output, "div");
        var html = new StringBuilder(256 + (64 * items.Count));
        html.Append(CultureInfo.InvariantCulture, $"<label for=\"{Id}\">{Encode(Label)}</label>{Notes()}<select id=\"{Id}\" name=\"{Encode(Name)}\"{Aria()}{attributes}>");
        if (Placeholder is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<option value=\"\">{Encode(Placeholder)}</option>");
        }

        foreach (var group in items.GroupBy(item => item.Group?.Name))
        {
            html.Append(group.Key is null ? "" : $"<optgroup label=\"{Encode(group.Key)}\">");
            foreach (var item in group)
            {
                var value = item.Value ?? item.Text;
                html.Append(CultureInfo.InvariantCulture, $"<option value=\"{Encode(value)}\"{(value == chosen ? " selected" : "")}{(item.Disabled ? " disabled" : "")}>{Encode(item.Text)}</option>");
            }

            html.Append(group.Key is null ? "" : "</optgroup>");
        }

        output.Content.SetHtmlContent(html.Append("</select>").ToString());
    }
}

/// <summary>A group of radio buttons or checkboxes under one legend.</summary>
[HtmlTargetElement("choices", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChoicesTagHelper : FormField
{
    public string Legend { get; set; } = "";

    public string Type { get; set; } = "radio";

    public IEnumerable<ChoiceItem> Items { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var attributes = Attributes(output);
        var chosen = CurrentMany();
        Wrap(output, "fieldset");
        output.Content.SetHtmlContent($"<legend>{Encode(Legend is "" ? Label : Legend)}</legend>{Notes()}");
        var number = 0;
        foreach (var item in Items)
        {
            // The first one carries the field's own id, so that the error summary can link to it.
            var id = number++ == 0 ? Id : $"{Id}-{number}";
            var isChosen = chosen.Contains(item.Value, StringComparer.OrdinalIgnoreCase) ? " checked" : "";
            var hint = item.Hint is "" ? "" : $"<span class=\"hint\">{Encode(item.Hint)}</span>";
            output.Content.AppendHtml($"<div class=\"choice\"><input type=\"{Encode(Type)}\" id=\"{id}\" name=\"{Encode(Name)}\" value=\"{Encode(item.Value)}\"{isChosen}{Aria()}{attributes}><label for=\"{id}\">{Encode(item.Label)}{hint}</label></div>");
        }
    }
}

/// <summary>One checkbox with its sentence, bound to a bool.</summary>
[HtmlTargetElement("check-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CheckFieldTagHelper : FormField
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var attributes = Attributes(output);
        var isChecked = CurrentMany().Any(value => value.Equals("true", StringComparison.OrdinalIgnoreCase)) ? " checked" : "";
        Wrap(output, "div");
        output.Content.SetHtmlContent($"{Notes()}<div class=\"choice\"><input type=\"checkbox\" id=\"{Id}\" name=\"{Encode(Name)}\" value=\"true\"{isChecked}{Aria()}{attributes}><label for=\"{Id}\">{Encode(Label)}</label></div>");
    }
}

/// <summary>A labelled file input; the form needs <c>enctype="multipart/form-data"</c>.</summary>
[HtmlTargetElement("file-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FileFieldTagHelper : FormField
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var attributes = Attributes(output);
        Wrap(output, "div");
        output.Content.SetHtmlContent($"<label for=\"{Id}\">{Encode(Label)}</label>{Notes()}<input type=\"file\" id=\"{Id}\" name=\"{Encode(Name)}\"{Aria()}{attributes}>");
    }
}

using System.Collections;
using System.Globalization;
using System.Text;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary>
/// What every field shares: name, id, label, hint, error, and the value typed before an error. A field of a form record answers both to its full name
/// ("Form.Phone", the name posted) and to its short one ("Phone", the name refusals carry).
/// </summary>
public abstract class FormField : TagHelper
{
    public ModelExpression For { get; set; } = null!;

    public string Label { get; set; } = "";

    public string Hint { get; set; } = "";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    protected string Name => field ??= ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    protected string Id => field ??= FieldNames.IdOf(Name);

    protected IReadOnlyList<string> Errors => field ??= [.. FieldNames.KeysOf(Name)
        .Select(key => ViewContext.ViewData.ModelState.GetValueOrDefault(key))
        .SelectMany(entry => entry?.Errors ?? Enumerable.Empty<ModelError>())
        .Select(error => error.ErrorMessage is "" ? Texts.Get("common.invalid") : error.ErrorMessage)
        .Distinct()];

    /// <summary>What was typed, when this is the answer to a post; nothing otherwise.</summary>
    protected IReadOnlyList<string>? Typed => FieldNames.KeysOf(Name)
        .Select(key => ViewContext.ViewData.ModelState.GetValueOrDefault(key))
        .Where(entry => entry?.RawValue is not null)
        .Select(entry => entry!.RawValue switch
        {
            string text => (IReadOnlyList<string>)[text],
            IEnumerable<string> many => [.. many],
            _ => [entry.AttemptedValue ?? ""],
        })
        .FirstOrDefault();

    protected static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    protected static string Encode(string? text) => Html.Encode(text ?? "");

    protected string CurrentText(string? given) => Typed is [var typed, ..] ? typed : given ?? Text(For.Model);

    protected IReadOnlyList<string> CurrentMany() => Typed ?? For.Model switch
    {
        null => [],
        string text => [text],
        IEnumerable many => [.. many.Cast<object?>().Select(Text)],
        var one => [Text(one)],
    };

    /// <summary>Opens the wrapping element; unbound attributes of the helper go to the control instead.</summary>
    protected static void Wrap(TagHelperOutput output, string element)
    {
        output.TagName = element;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", "field");
    }

    protected static string Attributes(TagHelperOutput output)
    {
        var text = new StringBuilder();
        foreach (var attribute in output.Attributes)
        {
            text.Append(' ').Append(attribute.Name);
            if (attribute.ValueStyle != HtmlAttributeValueStyle.Minimized)
            {
                text.Append("=\"").Append(attribute.Value is string plain ? Encode(plain) : Encoded(attribute.Value)).Append('"');
            }
        }

        return text.ToString();
    }

    protected string Notes()
    {
        var text = new StringBuilder();
        if (Hint is not "")
        {
            text.Append(CultureInfo.InvariantCulture, $"<p class=\"hint\" id=\"{Id}-hint\">{Encode(Hint)}</p>");
        }

        if (Errors is { Count: > 0 } errors)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p class=\"error\" id=\"{Id}-error\">{string.Join("<br>", errors.Select(Encode))}</p>");
        }

        return text.ToString();
    }

    protected string Aria()
    {
        string?[] notes = [Hint is "" ? null : $"{Id}-hint", Errors is [] ? null : $"{Id}-error"];
        var described = string.Join(' ', notes.Where(note => note is not null));
        return (described is "" ? "" : $" aria-describedby=\"{described}\"") + (Errors is [] ? "" : " aria-invalid=\"true\"");
    }

    private static string Encoded(object? value)
    {
        if (value is not Microsoft.AspNetCore.Html.IHtmlContent content)
        {
            return Encode(value?.ToString());
        }

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(writer, Html.Encoder);
        return writer.ToString();
    }
}

/// <summary>One place that says how a field's name, its id and the keys of its errors belong together.</summary>
internal static class FieldNames
{
    private const string Form = "Form.";

    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(Short(name), "_");

    public static IEnumerable<string> KeysOf(string name) => Short(name) == name ? [name, Form + name] : [name, Short(name)];

    private static string Short(string name) => name.StartsWith(Form, StringComparison.OrdinalIgnoreCase) ? name[Form.Length..] : name;
}

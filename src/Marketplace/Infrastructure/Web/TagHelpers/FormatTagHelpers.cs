using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Marketplace.Infrastructure.Web.TagHelpers;

/// <summary><c>&lt;money dong="@x" /&gt;</c> or <c>&lt;money value="@money" /&gt;</c>: plain text, or a span when it carries attributes.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoneyTagHelper : TagHelper
{
    public long? Dong { get; set; }

    public Money? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = output.Attributes.Count == 0 ? null : "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        if ((Value ?? (Dong is { } dong ? Money.Vnd(dong) : null)) is { } money)
        {
            output.Content.SetContent(Format.Money(money));
        }
    }
}

/// <summary><c>&lt;local-time value="@instant" /&gt;</c>: Việt Nam's time, named for readers abroad.</summary>
[HtmlTargetElement("local-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class LocalTimeTagHelper : TagHelper
{
    public DateTimeOffset? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = Value is null ? null : "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Value is { } value)
        {
            output.Attributes.SetAttribute("datetime", value.InVietnam().ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture));
            output.Content.SetContent(Format.Time(value));
        }
    }
}

/// <summary><c>&lt;day value="@date" /&gt;</c>.</summary>
[HtmlTargetElement("day", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DayTagHelper : TagHelper
{
    public DateOnly? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = Value is null ? null : "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Value is { } value)
        {
            output.Attributes.SetAttribute("datetime", value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            output.Content.SetContent(Format.Day(value));
        }
    }
}

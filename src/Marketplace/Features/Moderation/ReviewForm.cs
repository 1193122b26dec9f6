using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Moderation;

internal static class ReviewForm
{
    /// <summary>No version is this one: a form that does not say what it showed decides on nothing that was seen.</summary>
    public const int NotSaid = -1;
}

/// <summary>A decision as typed, over the page it decides on.</summary>
public abstract class ReviewForm<TPage>
{
    public Verdict? Verdict { get; set; }

    public List<string> Reasons { get; set; } = [];

    public string? Message { get; set; }

    /// <summary>The version that the page showed.</summary>
    public int? Shown { get; set; }

    [BindNever, ValidateNever]
    public TPage Page { get; set; } = default!;
}

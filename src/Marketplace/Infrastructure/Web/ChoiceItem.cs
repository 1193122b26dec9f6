namespace Marketplace.Infrastructure.Web;

/// <summary>One radio button or checkbox of a <c>&lt;choices&gt;</c> group.</summary>
public sealed record ChoiceItem(string Value, string Label, string Hint = "");

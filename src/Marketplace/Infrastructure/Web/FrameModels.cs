namespace Marketplace.Infrastructure.Web;

/// <summary>One step of the way here, for the partial <c>_Breadcrumb</c> (a list of these); the last has no address.</summary>
/// <param name="Language">The language of the text, where it is not the reader's.</param>
public sealed record Crumb(string Text, string? Href = null, string? Language = null);

/// <summary>For the partial <c>_Pager</c>: addresses of the neighbouring pages, and where we are in words.</summary>
public sealed record PagerModel(string? PreviousHref, string? NextHref, string Status = "");

/// <summary>For the partial <c>_Empty</c>: one line and one link.</summary>
public sealed record EmptyModel(string Text, string LinkText = "", string Href = "");

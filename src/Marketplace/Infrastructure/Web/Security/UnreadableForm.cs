using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Marketplace.Infrastructure.Web.Security;

/// <summary>
/// A body that could not be read (cut off, too large, too many fields, a null character) reaches an action as no arguments at all and one nameless error.
/// It is refused here, before anything is decided on what was never typed; so is one whose unreadable part was marked.
/// </summary>
internal sealed class UnreadableForm : IActionFilter
{
    private static readonly object Marked = new();

    /// <summary>Its place among the filters: before what controllers themselves decide when an action begins.</summary>
    public const int BeforeControllers = int.MinValue;

    public void OnActionExecuting(ActionExecutingContext context)
    {
        var isMarked = context.HttpContext.Items.ContainsKey(Marked) && HttpMethods.IsPost(context.HttpContext.Request.Method);
        if (isMarked || (context.ActionArguments.Count == 0 && context.ModelState.TryGetValue("", out var whole) && whole.Errors.Count > 0))
        {
            context.Result = Refusal(context.HttpContext);
        }
    }

    public static void Mark(HttpContext context) => context.Items[Marked] = true;

    public static StatusCodeResult Refusal(HttpContext context) =>
        new(context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize
            ? StatusCodes.Status413PayloadTooLarge
            : StatusCodes.Status400BadRequest);

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }
}

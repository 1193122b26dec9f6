using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Marketplace.Infrastructure.Web.Security;

/// <summary>
/// A body that could not be read (cut off, too large, too many fields, a null character) reaches an action as no arguments at all and one nameless error.
/// It is refused here, before anything is decided on what was never typed.
/// </summary>
internal sealed class UnreadableForm : IActionFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public void OnActionExecuting(ActionExecutingContext context)
    {
        if (context.ActionArguments.Count == 0 && context.ModelState.TryGetValue("", out var whole) && whole.Errors.Count > 0)
        {
            var limit = context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
            context.Result = new StatusCodeResult(context.HttpContext.Request.ContentLength > limit ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }
}

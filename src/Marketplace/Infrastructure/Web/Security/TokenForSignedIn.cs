using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Marketplace.Infrastructure.Web.Security;

/// <summary>
/// The second lock on doors behind a sign-in: an endpoint that asks for a signed-in user (an authorization policy, no <c>[AllowAnonymous]</c>) also asks
/// for an antiforgery token on every unsafe request. Public forms have none; there the same-origin guard is the lock. <c>[OutsideCaller]</c> and
/// <c>[IgnoreAntiforgeryToken]</c> opt out.
/// </summary>
internal sealed class TokenForSignedIn(IAntiforgery antiforgery) : IAsyncAuthorizationFilter, IAntiforgeryPolicy
{
    /// <summary>Its place among the filters, behind those that raise body limits (900): it reads the form, and a limit raised afterwards counts no more.</summary>
    public const int AfterLimits = 1000;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        if (!IsAsked(context))
        {
            return;
        }

        try
        {
            if (!await antiforgery.IsRequestValidAsync(context.HttpContext))
            {
                context.HttpContext.Items[ErrorMessage.Key] = "errors.stale-form";
                context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
            }
        }
        catch (AntiforgeryValidationException)
        {
            // The form it should stand in could not be read; open forms are told the same by UnreadableForm.
            context.Result = UnreadableForm.Refusal(context.HttpContext);
        }
    }

    private static bool IsAsked(AuthorizationFilterContext context)
    {
        var metadata = context.ActionDescriptor.EndpointMetadata;
        return context.HttpContext.Request.Method is not ("GET" or "HEAD" or "OPTIONS" or "TRACE")
            && metadata.OfType<IAuthorizeData>().Any()
            && !metadata.OfType<IAllowAnonymous>().Any()
            && !metadata.OfType<OutsideCallerAttribute>().Any()
            && !context.Filters.OfType<IgnoreAntiforgeryTokenAttribute>().Any();
    }
}

using Marketplace.Domain.Common;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Marketplace.Infrastructure.Web;

/// <summary>A program that misspells a filter must not take the wider answer for the one it asked for.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KnownParametersAttribute : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        var known = context.ActionDescriptor.Parameters
            .SelectMany(parameter => parameter.ParameterType.Namespace == nameof(System) ? [parameter.Name] : parameter.ParameterType.GetProperties().Select(property => property.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<Refusal> unknown = [.. context.HttpContext.Request.Query.Keys.Where(name => !known.Contains(name)).Select(name => new Refusal("api.unknown-parameter", name, name))];
        if (unknown.Count > 0)
        {
            context.Result = ((PublicApiController)context.Controller).Unreadable(unknown);
        }
    }
}

using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Marketplace.Infrastructure.Web;

/// <summary>Looks for a view beside the controller that renders it, then among the shared ones.</summary>
internal sealed class SliceViewLocations : IViewLocationExpander
{
    private const string Slice = "slice";

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        var descriptor = context.ActionContext.ActionDescriptor as ControllerActionDescriptor;
        context.Values[Slice] = descriptor?.ControllerTypeInfo.Namespace?.Replace("Marketplace.", "", StringComparison.Ordinal).Replace('.', '/');
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        [$"/{context.Values[Slice]}/{{0}}.cshtml", "/Features/Shared/{0}.cshtml"];
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Marketplace.Infrastructure.Web;

/// <summary>Looks for a view beside the controller that renders it, then among the shared ones.</summary>
internal sealed class SliceViewLocations : IViewLocationExpander
{
    private const string Slice = "slice";

    // Asked for each view and each partial of a page.
    private static readonly ConcurrentDictionary<string, string> FolderOf = new(StringComparer.Ordinal);

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        var place = (context.ActionContext.ActionDescriptor as ControllerActionDescriptor)?.ControllerTypeInfo.Namespace ?? "";
        context.Values[Slice] = FolderOf.GetOrAdd(place, name => name.Replace("Marketplace.", "", StringComparison.Ordinal).Replace('.', '/'));
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        [$"/{context.Values[Slice]}/{{0}}.cshtml", "/Features/Shared/{0}.cshtml"];
}

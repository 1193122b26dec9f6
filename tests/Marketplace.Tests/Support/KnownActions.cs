using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Support;

/// <summary>
/// The actions of the application, found once for all markets of a test run: reading the attributes of every controller was a fifth of the suite's processor
/// time. Each market gets copies, because MVC keeps what it makes for an action with the action.
/// </summary>
internal sealed class KnownActions(IActionDescriptorProvider finder) : IActionDescriptorProvider
{
    private static readonly Lock Finding = new();
    private static IReadOnlyList<ControllerActionDescriptor>? _found;

    public int Order => finder.Order;

    public static void Share(IServiceCollection services)
    {
        var found = services.Single(service => service.ServiceType == typeof(IActionDescriptorProvider) && service.ImplementationType is { Name: "ControllerActionDescriptorProvider" });
        services.Remove(found);
        services.AddSingleton<IActionDescriptorProvider>(market =>
            new KnownActions((IActionDescriptorProvider)ActivatorUtilities.CreateInstance(market, found.ImplementationType!)));
    }

    public void OnProvidersExecuting(ActionDescriptorProviderContext context)
    {
        lock (Finding)
        {
            if (_found is null)
            {
                ActionDescriptorProviderContext first = new();
                finder.OnProvidersExecuting(first);
                finder.OnProvidersExecuted(first);
                _found = [.. first.Results.Cast<ControllerActionDescriptor>()];
            }
        }

        foreach (var action in _found)
        {
            context.Results.Add(new ControllerActionDescriptor
            {
                ControllerName = action.ControllerName,
                ActionName = action.ActionName,
                ControllerTypeInfo = action.ControllerTypeInfo,
                MethodInfo = action.MethodInfo,
                DisplayName = action.DisplayName,
                AttributeRouteInfo = action.AttributeRouteInfo,
                RouteValues = action.RouteValues,
                ActionConstraints = action.ActionConstraints,
                EndpointMetadata = action.EndpointMetadata,
                Parameters = action.Parameters,
                BoundProperties = action.BoundProperties,
                FilterDescriptors = action.FilterDescriptors,
                Properties = action.Properties,
            });
        }
    }

    public void OnProvidersExecuted(ActionDescriptorProviderContext context)
    {
        // Already done to what was found.
    }
}

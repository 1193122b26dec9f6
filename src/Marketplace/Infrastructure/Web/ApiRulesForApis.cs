using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Marketplace.Infrastructure.Web;

/// <summary>
/// MVC's rules of an API, shown the controllers that say they are one. For every other controller MVC would look whether the whole assembly is an API, and
/// read all its attributes, one and more for each view: with two hundred controllers a tenth of a second of every start.
/// </summary>
internal sealed class ApiRulesForApis(IApplicationModelProvider rules) : IApplicationModelProvider
{
    public int Order => rules.Order;

    /// <summary>Where the framework has no such rules under this name, all stays as it is: only time is lost.</summary>
    public static void Use(IServiceCollection services)
    {
        if (services.SingleOrDefault(service => service.ServiceType == typeof(IApplicationModelProvider) && service.ImplementationType?.Name == "ApiBehaviorApplicationModelProvider") is { } own)
        {
            services.Remove(own);
            services.AddTransient<IApplicationModelProvider>(provider => new ApiRulesForApis((IApplicationModelProvider)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)));
        }
    }

    public void OnProvidersExecuting(ApplicationModelProviderContext context)
    {
        var apis = context.Result.Controllers.Where(controller => controller.Attributes.OfType<IApiBehaviorMetadata>().Any()).ToList();
        ApplicationModelProviderContext shown = new(apis.Select(controller => controller.ControllerType));
        apis.ForEach(shown.Result.Controllers.Add);
        rules.OnProvidersExecuting(shown);
    }

    public void OnProvidersExecuted(ApplicationModelProviderContext context) => rules.OnProvidersExecuted(context);
}

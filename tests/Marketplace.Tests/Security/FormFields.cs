using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Security;

/// <summary>A field of a form as the browser names it, and what its text is read as.</summary>
internal sealed record FormField(string Name, Type Type)
{
    /// <summary>Of a field whose name has a key, until a page shows one.</summary>
    public const string Any = "[any]";

    public bool IsFile => typeof(IFormFile).IsAssignableFrom(Type);

    public bool IsText => Type == typeof(string);

    /// <summary>The form on the page has it. What it does not ask for, the action may leave unread.</summary>
    public bool IsAsked { get; init; } = true;

    /// <summary>On the page it is a line or a text to be written at will: a number there is words like any others.</summary>
    public bool IsProse { get; init; }
}

/// <summary>The fields that the action behind a route binds, asked of MVC itself.</summary>
internal sealed class FormFields(TestMarketplace market)
{
    private readonly IModelMetadataProvider _models = market.Services.GetRequiredService<IModelMetadataProvider>();

    private readonly ILookup<string, ControllerActionDescriptor> _actions = market.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (
            Name: $"{method} /{endpoint.RoutePattern.RawText?.Trim('/')}", Action: endpoint.Metadata.GetMetadata<ControllerActionDescriptor>())))
        .Where(route => route.Action is not null)
        .ToLookup(route => route.Name, route => route.Action!);

    public IReadOnlyList<FormField> Of(AppRoute route)
    {
        var inAddress = World.ParametersOf(route.Pattern);
        return
        [
            .. _actions[route.Name].First().Parameters.OfType<ControllerParameterDescriptor>()
                .Where(parameter => !inAddress.Contains(parameter.Name) && IsPosted(parameter.BindingInfo?.BindingSource))
                .Select(parameter => (Model: ((ModelMetadataProvider)_models).GetMetadataForParameter(parameter.ParameterInfo), Prefix: parameter.BindingInfo?.BinderModelName, parameter.Name))
                .SelectMany(parameter => IsForm(parameter.Model) ? Within(parameter.Model, parameter.Prefix ?? "") : Named(parameter.Model, parameter.Prefix ?? parameter.Name)),
        ];
    }

    private static bool IsPosted(BindingSource? source) => source is null || source == BindingSource.Form || source == BindingSource.FormFile || source == BindingSource.ModelBinding;

    /// <summary>A record of fields, not a value or a list of values.</summary>
    private static bool IsForm(ModelMetadata model) => model.IsComplexType && !model.IsEnumerableType && !typeof(IFormFile).IsAssignableFrom(model.ModelType);

    private static IEnumerable<FormField> Within(ModelMetadata model, string prefix) =>
        (model.BoundConstructor?.BoundConstructorParameters ?? []).Concat(model.Properties.Where(property => !property.IsReadOnly))
            .Where(part => part.IsBindingAllowed)
            .DistinctBy(part => part.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(part => Named(part, prefix is "" ? part.Name! : $"{prefix}.{part.Name}"));

    private static IEnumerable<FormField> Named(ModelMetadata model, string name) =>
        model.ModelType.IsAssignableTo(typeof(System.Collections.IDictionary)) ? [new FormField(name + FormField.Any, model.ModelType.GenericTypeArguments[1])]
        : model.ElementMetadata is { } element && model.ModelType != typeof(string) ? (IsForm(element) ? Within(element, name + "[0]") : [new FormField(name, element.UnderlyingOrModelType)])
        : IsForm(model) ? Within(model, name)
        : [new FormField(name, model.UnderlyingOrModelType)];
}

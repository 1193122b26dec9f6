using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Marketplace.Infrastructure.Web;

/// <summary>
/// Answers HEAD wherever GET is answered: the same headers, and the server drops the body. Link checkers, feed readers and proxies ask so. Actions that
/// answer HEAD themselves are left as they are.
/// </summary>
internal sealed class HeadAsGet : IActionModelConvention
{
    public void Apply(ActionModel action)
    {
        if (action.Selectors.Any(Has(HttpMethods.Head)))
        {
            return;
        }

        foreach (var selector in action.Selectors.Where(Has(HttpMethods.Get)))
        {
            foreach (var constraint in selector.ActionConstraints.OfType<HttpMethodActionConstraint>().ToList())
            {
                selector.ActionConstraints.Remove(constraint);
                selector.ActionConstraints.Add(new HttpMethodActionConstraint([.. constraint.HttpMethods, HttpMethods.Head]));
            }

            foreach (var metadata in selector.EndpointMetadata.OfType<HttpMethodMetadata>().ToList())
            {
                selector.EndpointMetadata.Remove(metadata);
                selector.EndpointMetadata.Add(new HttpMethodMetadata([.. metadata.HttpMethods, HttpMethods.Head]));
            }
        }
    }

    private static Func<SelectorModel, bool> Has(string method) =>
        selector => selector.ActionConstraints.OfType<HttpMethodActionConstraint>().Any(constraint => constraint.HttpMethods.Contains(method, StringComparer.OrdinalIgnoreCase));
}

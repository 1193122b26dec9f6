using Marketplace.Domain.People;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;

namespace Marketplace.Infrastructure.Producers;

/// <summary>Lets a request through only for someone who may act for the producer its route names; for everyone else the page does not exist.</summary>
/// <param name="scope">What a helper's mandate must cover; left out, helpers are kept out.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForProducerAttribute(MandateScope scope = MandateScope.None) : Attribute, IAsyncActionFilter
{
    private const int MostShown = 20;

    public MandateScope Scope { get; } = scope;

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var request = context.HttpContext;
        var acting = request.User.TryUserId() is { } user && request.GetRouteValue("producer") is string slug
            ? await request.RequestServices.GetRequiredService<ActingProducer>().Find(user, slug, Scope, request.RequestAborted)
            : null;
        if (acting is null)
        {
            context.Result = await Help(context) is { } ended ? Said(context, ended) : new NotFoundResult();
            return;
        }

        request.Features.Set(acting);
        await next();
    }

    /// <summary>What helpers are kept out of anyway says nothing of their help.</summary>
    private async Task<EndedHelp?> Help(ActionExecutingContext context)
    {
        var request = context.HttpContext;
        return Scope != MandateScope.None && context.Controller is Controller && request.User.TryUserId() is { } user && request.GetRouteValue("producer") is string slug
            ? await request.RequestServices.GetRequiredService<ActingProducer>().Help(user, slug, request.RequestAborted)
            : null;
    }

    /// <summary>Whoever helped is told why the page is gone, and gets back what they wrote meanwhile: of what a form holds, that which has more words than one.</summary>
    private static ViewResult Said(ActionExecutingContext context, EndedHelp ended)
    {
        var form = context.HttpContext.Request is { HasFormContentType: true } request ? request.Form : null;
        var view = ((Controller)context.Controller).View("/Features/Studio/Mandates/Ended.cshtml", ended with
        {
            Typed = [.. (form ?? Enumerable.Empty<KeyValuePair<string, StringValues>>())
                .Where(field => !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
                .SelectMany(field => field.Value).OfType<string>().Where(text => text.Trim().Contains(' ', StringComparison.Ordinal)).Take(MostShown)],
        });
        view.StatusCode = StatusCodes.Status404NotFound;
        return view;
    }
}

internal static class ActingExtensions
{
    public static void AddActingProducer(this IServiceCollection services) => services.AddScoped<ActingProducer>().AddScoped<ProducerContacts>();

    extension(ControllerBase controller)
    {
        /// <summary>For whom this request acts, behind <see cref="ForProducerAttribute"/>.</summary>
        public ActingFor Acting() => controller.HttpContext.Features.Get<ActingFor>() ?? throw new InvalidOperationException("This endpoint needs [ForProducer].");
    }
}

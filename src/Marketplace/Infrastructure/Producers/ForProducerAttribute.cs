using Marketplace.Domain.People;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Marketplace.Infrastructure.Producers;

/// <summary>Lets a request through only for someone who may act for the producer its route names; for everyone else the page does not exist.</summary>
/// <param name="scope">What a helper's mandate must cover; left out, helpers are kept out.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForProducerAttribute(MandateScope scope = MandateScope.None) : Attribute, IAsyncActionFilter
{
    public MandateScope Scope { get; } = scope;

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var request = context.HttpContext;
        var acting = request.User.TryUserId() is { } user && request.GetRouteValue("producer") is string slug
            ? await request.RequestServices.GetRequiredService<ActingProducer>().Find(user, slug, Scope, request.RequestAborted)
            : null;
        if (acting is null)
        {
            context.Result = new NotFoundResult();
            return;
        }

        request.Features.Set(acting);
        await next();
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

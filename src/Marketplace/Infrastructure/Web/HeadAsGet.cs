using Microsoft.AspNetCore.Http.Features;

namespace Marketplace.Infrastructure.Web;

/// <summary>Answers HEAD wherever GET is answered: the same headers, no body. Link checkers, feed readers and proxies ask so.</summary>
internal static class HeadAsGet
{
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Request.Method = HttpMethods.Get;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
            context.Features.Set(body);
        }
    });
}

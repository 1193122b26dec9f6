using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Support;

/// <summary>
/// Stripe's API as a server of its own on loopback, behind <c>Stripe:ApiBase</c>: real sockets, so that time-outs, resets and broken bodies are what they are
/// on the wire. It answers what <see cref="StripeBooks"/> say.
/// </summary>
internal sealed class StripeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StripeServer(WebApplication app) => _app = app;

    /// <summary>What goes wrong on every request while it is set.</summary>
    public WireFault? Fault { get; set; }

    /// <summary>Whether the work is done before the answer goes wrong.</summary>
    public bool WorksFirst { get; set; }

    /// <summary>What happens elsewhere while the first request is being answered.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public ConcurrentQueue<(string Path, string Key, string Body)> Asked { get; } = [];

    public StripeBooks Books { get; } = new();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<StripeServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new StripeServer(builder.Build());
        server._app.Run(server.Answer);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        Asked.Enqueue((context.Request.Path, key, body));
        if (Meanwhile is { } happens)
        {
            Meanwhile = null;
            await happens();
        }

        var fault = Fault;
        if (fault is null || WorksFirst)
        {
            Books.Answer(new HttpMethod(context.Request.Method), context.Request.Path, key, body);
        }

        switch (fault)
        {
            case WireFault.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case WireFault.Reset:
                context.Abort();
                break;
            case WireFault.Broken:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync("""{"error":{"type":"api_error","message":"sorry"}}""", context.RequestAborted);
                break;
            case WireFault.Gibberish:
                await context.Response.WriteAsync("<html>proxy</html>", context.RequestAborted);
                break;
            case WireFault.NoKey:
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                await context.Response.WriteAsync("""{"error":{"type":"invalid_request_error","message":"Expired API Key provided"}}""", context.RequestAborted);
                break;
            case WireFault.Refused:
                context.Response.StatusCode = StatusCodes.Status402PaymentRequired;
                await context.Response.WriteAsync("""{"error":{"type":"card_error","code":"card_declined","message":"no"}}""", context.RequestAborted);
                break;
            default:
                var (status, answer) = Books.Answer(new HttpMethod(context.Request.Method), context.Request.Path, key, body);
                context.Response.StatusCode = (int)status;
                await context.Response.WriteAsync(answer, context.RequestAborted);
                break;
        }
    }
}

internal enum WireFault
{
    Silence,
    Reset,
    Broken,
    Gibberish,

    /// <summary>The key of ours is not accepted.</summary>
    NoKey,
    Refused,
}

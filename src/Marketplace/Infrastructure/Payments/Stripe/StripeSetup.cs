using Marketplace.Domain.Payments;
using Microsoft.Extensions.Options;
using Stripe;

namespace Marketplace.Infrastructure.Payments.Stripe;

internal static class StripeSetup
{
    /// <summary>Name of the client under the adapter; tests put their own handler there.</summary>
    public const string HttpClientName = "stripe";

    private const int Retries = 2;

    public static void AddStripe(this IServiceCollection services)
    {
        services.AddHttpClient(HttpClientName).ConfigureHttpClient((provider, client) =>
            client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<StripeOptions>>().Value.TimeoutSeconds));
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StripeOptions>>().Value;
            var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
            return new StripeClient(new StripeClientOptions
            {
                ApiKey = options.ApiKey,
                ApiBase = options.ApiBase.Length > 0 ? options.ApiBase : null,
                HttpClient = new SystemNetHttpClient(client, Retries, appInfo: null, enableTelemetry: false),
            });
        });
        services.AddSingleton<StripeHealth>();
        services.AddSingleton<IPaymentGateway, StripeGateway>();
    }
}

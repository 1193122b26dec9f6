using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Payments.Cash;
using Marketplace.Infrastructure.Payments.Sandbox;
using Marketplace.Infrastructure.Payments.Stripe;
using Microsoft.Extensions.Options;
using Stripe;

namespace Marketplace.Infrastructure.Payments;

internal static class PaymentsSetup
{
    /// <summary>Name of the client under the Stripe adapter; tests put their own handler there.</summary>
    public const string StripeHttpClient = "stripe";

    private const int StripeRetries = 2;

    public static void AddPayments(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var isDevelopment = builder.Environment.IsDevelopment();
        var stripe = builder.Configuration.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new StripeOptions();
        var payments = builder.Configuration.GetSection(PaymentsOptions.Section).Get<PaymentsOptions>() ?? new PaymentsOptions();
        var isSandbox = payments.Sandbox ?? (isDevelopment && !stripe.IsConfigured);

        services.AddOptions<StripeOptions>().BindConfiguration(StripeOptions.Section)
            .Validate(given => !given.IsConfigured || given.WebhookSecrets.Any(secret => secret.Length > 0), "Stripe:WebhookSecrets must hold the signing secret of the webhook when Stripe:ApiKey is set.")
            .ValidateOnStart();
        services.AddOptions<PaymentsOptions>().BindConfiguration(PaymentsOptions.Section)
            .Validate(_ => isDevelopment || !isSandbox, "Payments:Sandbox must be false outside Development: sandbox cards cost nothing.")
            .Validate(_ => !isSandbox || !stripe.IsConfigured, "Payments:Sandbox and Stripe:ApiKey exclude each other.")
            .Validate(given => given.BankBin.Length == 0 || IsAccount(given), "Payments:BankBin (6 digits), Payments:BankAccount (1 to 19 letters or digits) and Payments:BankHolder go together.")
            .Validate(given => isDevelopment || given.BankBin.Length == 0 || given.BankNotificationSecrets.Any(secret => secret.Length >= 32),
                "Payments:BankNotificationSecrets must hold a secret of at least 32 characters when Payments:BankBin is set.")
            .ValidateOnStart();

        services.AddScoped<RefundBook>();
        services.AddScoped<ReceiptBook>();
        services.AddSingleton<Banks>();
        services.AddSingleton<ProgrammeAccount>();
        services.AddSingleton<PaymentGateways>();
        services.AddSingleton<IPaymentGateway, CashGateway>();
        services.AddSingleton<IPaymentGateway, BankGateway>();
        services.AddSingleton<IPaymentNoticeReader, StripeNoticeReader>();
        if (isSandbox)
        {
            services.AddSingleton<SandboxSecret>();
            services.AddSingleton<IPaymentGateway, SandboxGateway>();
            services.AddSingleton<IPaymentNoticeReader, SandboxNoticeReader>();
        }

        if (stripe.IsConfigured)
        {
            AddStripe(services);
        }
    }

    private static void AddStripe(IServiceCollection services)
    {
        services.AddHttpClient(StripeHttpClient).ConfigureHttpClient((provider, client) =>
            client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<StripeOptions>>().Value.TimeoutSeconds));
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<StripeOptions>>().Value;
            var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(StripeHttpClient);
            return new StripeClient(new StripeClientOptions
            {
                ApiKey = options.ApiKey,
                ApiBase = options.ApiBase.Length > 0 ? options.ApiBase : null,
                HttpClient = new SystemNetHttpClient(client, StripeRetries, appInfo: null, enableTelemetry: false),
            });
        });
        services.AddSingleton<IPaymentGateway, StripeGateway>();
    }

    private static bool IsAccount(PaymentsOptions given) =>
        given.BankBin.Length == 6 && given.BankBin.All(char.IsAsciiDigit)
        && given.BankAccount.Length is > 0 and <= 19 && given.BankAccount.All(char.IsAsciiLetterOrDigit) && given.BankHolder.Length > 0;
}

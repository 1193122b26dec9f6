using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Payments.Cash;
using Marketplace.Infrastructure.Payments.Sandbox;
using Marketplace.Infrastructure.Payments.Stripe;
using Marketplace.Infrastructure.Quoting;

namespace Marketplace.Infrastructure.Payments;

internal static class PaymentsSetup
{
    public static void AddPayments(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var (payments, stripe) = PaymentsCheck.Read(builder.Configuration);
        services.Configure<StripeOptions>(builder.Configuration.GetSection(StripeOptions.Section));
        services.Configure<PaymentsOptions>(builder.Configuration.GetSection(PaymentsOptions.Section));
        services.AddScoped<RefundBook>();
        services.AddScoped<ProviderBook>();
        services.AddScoped<ReceiptBook>();
        services.AddSingleton<NotificationWatch>();
        services.AddSingleton<Banks>();
        services.AddSingleton<ProgrammeAccount>();
        services.AddSingleton<PaymentGateways>();
        services.AddSingleton<IPaymentGateway, CashGateway>();
        services.AddSingleton<IPaymentGateway, BankGateway>();
        services.AddSingleton<IPaymentNoticeReader, StripeNoticeReader>();
        if (PaymentsCheck.IsSandbox(payments, stripe, builder.Environment))
        {
            services.AddSingleton<SandboxSecret>();
            services.AddSingleton<SandboxPages>();
            services.AddSingleton<IPaymentGateway, SandboxGateway>();
            services.AddSingleton<IPaymentNoticeReader, SandboxNoticeReader>();
        }

        if (stripe.IsConfigured)
        {
            services.AddStripe();
        }
    }
}

internal sealed class PaymentsCheck : IConfigurationCheck
{
    private const int ShortestSecret = 32;

    public static (PaymentsOptions Payments, StripeOptions Stripe) Read(IConfiguration configuration) => (
        configuration.GetSection(PaymentsOptions.Section).Get<PaymentsOptions>() ?? new PaymentsOptions(),
        configuration.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new StripeOptions());

    public static bool IsSandbox(PaymentsOptions payments, StripeOptions stripe, IHostEnvironment environment) =>
        payments.Sandbox ?? (environment.IsDevelopment() && !stripe.IsConfigured);

    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        var (payments, stripe) = Read(configuration);
        if (payments.Sandbox is true && environment.IsProduction())
        {
            yield return "Payments:Sandbox is true; Production takes no sandbox cards, they cost nothing.";
        }

        if (payments.Sandbox is true && stripe.IsConfigured)
        {
            yield return "Payments:Sandbox and Stripe:ApiKey exclude each other; leave one out.";
        }

        if (stripe.IsConfigured && !stripe.IsLive && environment.IsProduction())
        {
            yield return "Stripe:ApiKey is no live key; Production takes no test cards, they cost nothing.";
        }

        if (stripe.IsConfigured && !stripe.WebhookSecrets.Any(secret => DatedSecret.ValueOf(secret).Length > 0))
        {
            yield return "Stripe:WebhookSecrets is empty; with Stripe:ApiKey it holds the signing secret of the webhook endpoint.";
        }

        if (stripe.ApiBase.Length > 0 && environment.IsProduction())
        {
            yield return "Stripe:ApiBase is set; Production talks to Stripe itself.";
        }
        else if (stripe.ApiBase.Length > 0 && !(Uri.TryCreate(stripe.ApiBase, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")))
        {
            yield return $"Stripe:ApiBase is '{stripe.ApiBase}'; it is the address of a server that plays Stripe, such as http://127.0.0.1:12111.";
        }

        if (payments.BankBin.Length > 0 && !IsAccount(payments))
        {
            yield return "Payments:BankBin (6 digits), Payments:BankAccount (1 to 19 letters or digits) and Payments:BankHolder go together.";
        }

        if (environment.IsProduction() && payments.BankBin.Length == 0)
        {
            yield return "Payments:BankBin is missing; Production needs the programme's bank account: Payments:BankBin, Payments:BankAccount, Payments:BankHolder.";
        }

        if (environment.IsProduction() && !payments.BankNotificationSecrets.Any(secret => DatedSecret.ValueOf(secret).Length >= ShortestSecret))
        {
            yield return "Payments:BankNotificationSecrets needs a secret of at least 32 characters; without it nobody could tell us that a transfer arrived.";
        }
    }

    private static bool IsAccount(PaymentsOptions given) =>
        given.BankBin.Length == 6 && given.BankBin.All(char.IsAsciiDigit)
        && given.BankAccount.Length is > 0 and <= 19 && given.BankAccount.All(char.IsAsciiLetterOrDigit) && given.BankHolder.Length > 0;
}

using Marketplace.Features.Accounts;
using Marketplace.Features.Api;
using Marketplace.Features.Checkout;
using Marketplace.Features.Finance;
using Marketplace.Features.Products;
using Marketplace.Features.Programme;
using Marketplace.Features.Studio;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Quoting;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Seeding;
using Marketplace.Infrastructure.Web;
using Marketplace.Infrastructure.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.CheckConfiguration();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Text>();
builder.AddMarketplaceData();
builder.AddSearch();
builder.AddPageCache();
builder.Services.AddProductPages();
builder.Services.AddAccountPages();
builder.Services.AddPublicApi();
builder.Services.AddScoped<AfterSave>();
builder.AddJobs();
builder.AddPayments();
builder.Services.AddSingleton<RuleBook>();
builder.Services.AddProgramme();
builder.Services.AddBuying();
builder.Services.AddCheckout();
builder.Services.AddFinance();
builder.AddMedia();
builder.Services.AddActingProducer();
builder.Services.AddStudio();
builder.AddSeeding();
builder.Services.AddPipeline();
builder.AddMarketplaceWeb();
builder.AddConfigurationChecks();
builder.AddAccounts();
builder.AddMessaging();
builder.AddSecurity();

var app = builder.Build();
app.UseStartupBanner();
var dataIsReady = Task.Run(async () =>
{
    await app.MigrateAsync();
    await app.PrepareSearchAsync();
    await app.CheckDataAsync();
    await app.SeedAsync();
    await app.WriteCardsAsync();
    await app.WarnWithoutAdministratorAsync();
});
try
{
    app.UseMarketplaceWeb();
    app.UseRouting();
    app.UseSameOriginGuard();
    app.UseCors();
    // Before anybody is asked who they are: kept pages are for guests only, and most requests end here.
    app.UseOutputCache();
    app.UseAuthentication();
    app.UseRateLimiter();
    app.UseAuthorization();
    app.UseResponseCompression();
    app.MapHealthChecks("/health").AllowAnonymous();
    app.MapStaticAssets().AllowAnonymous();
    app.MapPublicApi();
    app.MapControllers().WithStaticAssets();
}
finally
{
    // Also when the set-up fails: a migration is not left half way.
    await dataIsReady;
}

await app.RunAsync();

public partial class Program;

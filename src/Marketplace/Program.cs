using FluentValidation;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Seeding;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Mvc.Razor;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Text>();
builder.AddMarketplaceData();
builder.Services.AddScoped<AfterSave>();
builder.Services.AddScoped<Outbox>();
builder.Services.AddSingleton<JobSignal>();
builder.Services.AddSingleton<RuleBook>();
builder.AddMedia();
builder.Services.AddActingProducer();
builder.AddSeeding();
builder.Services.AddMediatR(mediatr =>
{
    mediatr.RegisterServicesFromAssemblyContaining<Program>();
    mediatr.AddOpenBehavior(typeof(ValidationBehavior<,>));
    mediatr.AddOpenBehavior(typeof(UnitOfWorkBehavior<,>));
});
builder.Services.AddValidatorsFromAssemblyContaining<Program>(includeInternalTypes: true);
builder.AddConfigurationChecks();
builder.AddAccounts();
builder.AddMessaging();
builder.AddSecurity();
builder.Services.AddControllersWithViews();
builder.Services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new SliceViewLocations()));

var app = builder.Build();
app.CheckConfiguration();
await app.MigrateAsync();
await app.CheckDataAsync();
app.UseStartupBanner();
await app.SeedAsync();
app.UseLanguagePrefix();
app.UseRouting();
app.UseAuthentication();
app.UseRateLimiter();
app.UseAuthorization();
app.MapHealthChecks("/health").AllowAnonymous();
app.MapStaticAssets().AllowAnonymous();
app.MapControllers().WithStaticAssets();
await app.RunAsync();

public partial class Program;

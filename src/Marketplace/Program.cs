using FluentValidation;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Identity;
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
builder.Services.AddMediatR(mediatr =>
{
    mediatr.RegisterServicesFromAssemblyContaining<Program>();
    mediatr.AddOpenBehavior(typeof(ValidationBehavior<,>));
    mediatr.AddOpenBehavior(typeof(UnitOfWorkBehavior<,>));
});
builder.Services.AddValidatorsFromAssemblyContaining<Program>(includeInternalTypes: true);
builder.Services.AddIdentity<User, IdentityRole<Guid>>().AddEntityFrameworkStores<MarketplaceDb>().AddDefaultTokenProviders();
builder.Services.AddControllersWithViews();
builder.Services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new SliceViewLocations()));

var app = builder.Build();
await app.MigrateAsync();
app.UseLanguagePrefix();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.MapStaticAssets();
app.MapControllers().WithStaticAssets();
await app.RunAsync();

public partial class Program;

using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Data;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

internal static class AccountsSetup
{
    /// <summary>PBKDF2 with SHA-512, as OWASP asks.</summary>
    public const int HashIterations = 210_000;

    /// <summary>Identity on our database and pipeline, the session cookie, the policies, and the keys that protect both.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddIdentity<User, IdentityRole<Guid>>(options =>
            {
                options.Password = new PasswordOptions
                {
                    RequiredLength = PasswordRules.Shortest,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireNonAlphanumeric = false,
                    RequireUppercase = false,
                };
                options.User.AllowedUserNameCharacters = "";
            })
            .AddEntityFrameworkStores<MarketplaceDb>()
            .AddUserStore<PipelineUserStore>()
            .AddClaimsPrincipalFactory<UserPrincipal>()
            .AddPasswordValidator<PasswordRulesValidator>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        builder.Services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(2));
        builder.Services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        builder.Services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = SessionCookie.Name;

            // Otherwise it is for the addresses of the language alone in which somebody signed in, which are a path base.
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.LoginPath = "/account/sign-in";
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        builder.Services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorRememberMeScheme, options =>
        {
            options.Cookie.Name = SessionCookie.KnownName;
            options.CookieManager = new SignInPagesOnly();
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.ExpireTimeSpan = TimeSpan.FromDays(180);
        });
        builder.Services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, options =>
        {
            options.Cookie.Name = SessionCookie.AskedName;
            options.CookieManager = new SignInPagesOnly();
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            options.SlidingExpiration = false;
        });
        builder.Services.AddDataProtection()
            .SetApplicationName("Marketplace")
            .PersistKeysToFileSystem(new DirectoryInfo(new DataFolder(DataFolder.Of(builder.Configuration, builder.Environment)).Sub("keys")));
        builder.Services.AddAuthorization(Policies.Configure);
        builder.Services.AddScoped<IAuthorizationHandler, ActsForProducerHandler>();
        builder.Services.AddScoped<SessionCookie>();
        builder.Services.AddScoped<AccountLinks>();
        builder.Services.AddSingleton(builder.Configuration.GetSection(GuessOptions.Section).Get<GuessOptions>() ?? new GuessOptions());
        builder.Services.AddScoped<Guesses>();
        builder.Services.AddScoped<PasswordAgain>();
        builder.Services.AddScoped<Authenticator>();
        builder.Services.AddSingleton<BreachedPasswords>();
        builder.Services.AddSingleton<NewPasswords>();
        builder.Services.AddScoped<DemoAccounts>();
    }
}

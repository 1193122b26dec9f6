using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Web.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace Marketplace.Infrastructure.Web;

internal static class WebSetup
{
    /// <summary>What a form may weigh; the few endpoints that take photos raise it for themselves.</summary>
    private const long LargestBody = 1024 * 1024;

    private const int LongestQuoted = 50;

    public static void AddMarketplaceWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.Configure<FormOptions>(form => (form.ValueCountLimit, form.MultipartBodyLengthLimit) = (500, LargestBody));
        builder.AddProxies();
        builder.AddHosts();
        builder.Services.AddSingleton<PageAddresses>();
        builder.Services.AddOptions<SiteOptions>().BindConfiguration("Site").PostConfigure(site =>
        {
            site.EuResponsiblePerson = site.EuResponsiblePerson.Trim();
            if (builder.Environment.IsDevelopment() && builder.Configuration["Site:EuResponsiblePerson"] is null)
            {
                site.EuResponsiblePerson = "Demo Responsible Person GmbH (invented), Musterstraße 1, 10115 Berlin";
            }
        });
        builder.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "form");
        builder.Services.AddControllersWithViews(mvc =>
        {
            mvc.Conventions.Add(new HeadAsGet());
            mvc.Filters.Add<TokenForSignedIn>(TokenForSignedIn.AfterLimits);
            mvc.Filters.Add<UnreadableForm>(UnreadableForm.BeforeControllers);

            // They read a[b] as a.b for scripts we do not have, and an unclosed bracket in anybody's field name is an exception to them.
            mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
            var typedText = new TypedTextBinderProvider();
            mvc.ModelBinderProviders.Insert(0, typedText);
            mvc.ModelBinderProviders.Insert(1, new CarriedValueBinderProvider());
            mvc.ModelMetadataDetailsProviders.Add(typedText);

            // Validators say what a form needs; MVC's own guess from nullability would say it twice, and in English.
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            SayWhatIsWrong(mvc);
        });
        builder.Services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new SliceViewLocations()));
        AddCompression(builder.Services);
    }

    /// <summary>Everything around the endpoints, outermost first; routing, authentication and authorization follow in Program.</summary>
    public static void UseMarketplaceWeb(this WebApplication app)
    {
        app.UseProxies();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseSecurityHeaders(app.Configuration);
        app.UseLanguagePrefix();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/error");
        app.UseUtf8Forms();
        app.UseLongLivedFonts();
    }

    private static void SayWhatIsWrong(MvcOptions mvc)
    {
        var messages = mvc.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => IsWrong(value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(IsWrong);
        messages.SetValueIsInvalidAccessor(IsWrong);
        messages.SetUnknownValueIsInvalidAccessor(_ => Texts.Get("common.invalid"));
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => Texts.Get("common.invalid"));
        messages.SetValueMustNotBeNullAccessor(_ => Texts.Get("common.missing"));
        messages.SetMissingBindRequiredValueAccessor(_ => Texts.Get("common.missing"));
        messages.SetMissingKeyOrValueAccessor(() => Texts.Get("common.missing"));
        messages.SetMissingRequestBodyRequiredValueAccessor(() => Texts.Get("common.missing"));
        messages.SetValueMustBeANumberAccessor(_ => Texts.Get("common.not-a-number"));
        messages.SetNonPropertyValueMustBeANumberAccessor(() => Texts.Get("common.not-a-number"));
    }

    /// <summary>Says again what was sent where that helps to find it: a word or two, and nothing that would turn or break the sentence.</summary>
    private static string IsWrong(string value) =>
        TypedTextBinder.Clean(value) is { Length: > 0 and <= LongestQuoted } quoted ? Texts.Get("common.invalid-value", quoted) : Texts.Get("common.invalid");

    private static void AddCompression(IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            // Over TLS too: antiforgery tokens are masked afresh in each response, and nothing else secret stands in a page.
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json", "application/ld+json"];
            compression.Providers.Add<PageBrotli>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
    }

    /// <summary>The stylesheet names its fonts without a fingerprint; their names carry their version, so they may be kept as long.</summary>
    private static void UseLongLivedFonts(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/dist/fonts") && context.Request.Path.Value!.EndsWith(".woff2", StringComparison.Ordinal))
        {
            context.Response.OnStarting(static state =>
            {
                if (state is HttpResponse { StatusCode: 200 or 304 } response)
                {
                    response.Headers.CacheControl = "public, max-age=31536000, immutable";
                }

                return Task.CompletedTask;
            }, context.Response);
        }

        return next(context);
    });
}

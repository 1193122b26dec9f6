using Marketplace.Domain.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Who may call an endpoint. Every endpoint names one of these or allows anonymous visitors; what names neither is closed.</summary>
public static class Policies
{
    public const string SignedIn = "signed-in";

    /// <summary>Someone who belongs to a producer or may act for one.</summary>
    public const string Studio = "studio";

    public const string Moderator = "moderator";
    public const string FinanceOfficer = "finance-officer";
    public const string ProgrammeManager = "programme-manager";
    public const string Administrator = "administrator";

    /// <summary>Where MapStaticAssets serves files newer than its list, in Development only; it takes no conventions.</summary>
    internal const string DevelopmentAssets = "{**path:file}";

    internal static void Configure(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Studio, policy => policy.RequireAuthenticatedUser().AddRequirements(new ActsForProducer()));
        options.AddPolicy(Moderator, policy => policy.RequireRole(Roles.Moderator, Roles.Administrator));
        options.AddPolicy(FinanceOfficer, policy => policy.RequireRole(Roles.FinanceOfficer, Roles.Administrator));
        options.AddPolicy(ProgrammeManager, policy => policy.RequireRole(Roles.ProgrammeManager, Roles.Administrator));
        options.AddPolicy(Administrator, policy => policy.RequireRole(Roles.Administrator));
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(HasNoEndpoint).Build();
    }

    /// <summary>An unknown address is not found, also for those who are not signed in; a known one without a policy is closed to everyone.</summary>
    private static bool HasNoEndpoint(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is (null or RouteEndpoint { RoutePattern.RawText: DevelopmentAssets });
}

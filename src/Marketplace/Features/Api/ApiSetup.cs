using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Marketplace.Features.Api;

internal static class ApiSetup
{
    public const string Document = "v1";

    /// <summary>Anyone's page may read, nobody's may write.</summary>
    public const string Cors = "public-api";

    public static void AddPublicApi(this IServiceCollection services)
    {
        services.AddCors(cors => cors.AddPolicy(Cors, policy => policy.AllowAnyOrigin().WithMethods(HttpMethods.Get, HttpMethods.Head).WithExposedHeaders("ETag", "Link")));
        services.AddProblemDetails();
        services.AddOpenApi(Document, openApi =>
        {
            openApi.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                (document.Info.Title, document.Info.Version) = ("Chợ Phiên", "1");
                document.Servers = null;
                return Task.CompletedTask;
            });
        });
    }

    public static void MapPublicApi(this WebApplication app) => app.MapOpenApi().AllowAnonymous().RequireCors(Cors);
}

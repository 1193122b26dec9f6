using System.Text.Json.Serialization;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;

namespace Marketplace.Features.Api;

internal static class ApiSetup
{
    public const string Document = "v1";

    public static void AddPublicApi(this IServiceCollection services)
    {
        services.AddCors(cors => cors.AddPolicy(
            PublicApiController.Cors, policy => policy.AllowAnyOrigin()
                .WithMethods(HttpMethods.Get, HttpMethods.Head).WithHeaders("If-None-Match").WithExposedHeaders("ETag")));
        services.AddProblemDetails();

        // The description is made by these, and would otherwise say that every number may be a text.
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi(Document, openApi =>
        {
            openApi.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                (document.Info.Title, document.Info.Version, document.Info.Description) = ("Chợ Phiên", "1", Texts.In("en", "api.about"));
                document.Servers = null;

                // Every GET answers HEAD too; said once, not as a second endpoint.
                foreach (var path in document.Paths.Values)
                {
                    path.Operations?.Remove(HttpMethod.Head);
                }

                return Task.CompletedTask;
            });
            openApi.AddOperationTransformer((operation, context, _) =>
            {
                SayWhatAllShare(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<EnableRateLimitingAttribute>().Any());
                return Task.CompletedTask;
            });
        });
    }

    public static void MapPublicApi(this WebApplication app) => app.MapOpenApi().AllowAnonymous().RequireCors(PublicApiController.Cors);

    /// <summary>The entity tag, and the answers any endpoint may give.</summary>
    private static void SayWhatAllShare(OpenApiOperation operation, bool isLimited)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "If-None-Match",
            In = ParameterLocation.Header,
            Description = "The ETag of the copy one has.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        operation.Responses ??= [];
        if (operation.Responses.TryGetValue("200", out var found) && found is OpenApiResponse ok)
        {
            ok.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["ETag"] = new OpenApiHeader { Description = "Names this answer; changes when it does.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            };
        }

        operation.Responses.TryAdd("304", new OpenApiResponse { Description = "The copy one has is still right. No body." });
        if (isLimited)
        {
            operation.Responses.TryAdd("429", new OpenApiResponse { Description = "Asked too often; Retry-After says when to come again." });
        }
    }
}

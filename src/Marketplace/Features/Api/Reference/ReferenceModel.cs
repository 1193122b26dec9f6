using Microsoft.OpenApi;

namespace Marketplace.Features.Api.Reference;

internal sealed record ReferenceModel(IReadOnlyList<OperationRow> Operations, IReadOnlyList<SchemaRow> Schemas)
{
    public static ReferenceModel Of(OpenApiDocument document) => new(
        [.. document.Paths.SelectMany(path => (path.Value.Operations ?? []).Select(operation => new OperationRow(
            operation.Key.Method, path.Key, operation.Value.Summary ?? "",
            [.. (operation.Value.Parameters ?? []).Select(parameter => new ParameterRow(parameter.Name ?? "", parameter.In?.ToString() ?? "", parameter.Required))],
            [.. (operation.Value.Responses ?? []).Keys])))],
        [.. (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()).Select(schema => new SchemaRow(
            schema.Key, [.. (schema.Value.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(property => new PropertyRow(property.Key, TypeOf(property.Value)))]))]);

    private static string TypeOf(IOpenApiSchema schema) =>
        schema is OpenApiSchemaReference { Reference.Id: { } name } ? name
        : schema.Items is { } items ? TypeOf(items) + "[]"
        : (schema.Type?.ToString() ?? "").ToLowerInvariant();
}

internal sealed record OperationRow(string Method, string Path, string Summary, IReadOnlyList<ParameterRow> Parameters, IReadOnlyList<string> Answers);

internal sealed record ParameterRow(string Name, string In, bool IsRequired);

internal sealed record SchemaRow(string Name, IReadOnlyList<PropertyRow> Properties);

internal sealed record PropertyRow(string Name, string Type);

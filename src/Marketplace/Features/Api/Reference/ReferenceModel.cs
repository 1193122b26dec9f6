using Microsoft.OpenApi;

namespace Marketplace.Features.Api.Reference;

internal sealed record ReferenceModel(IReadOnlyList<OperationRow> Operations, IReadOnlyList<SchemaRow> Schemas)
{
    public static ReferenceModel Of(OpenApiDocument document) => new(
        [.. document.Paths.SelectMany(path => (path.Value.Operations ?? []).Select(operation => new OperationRow(
            operation.Key.Method, path.Key, operation.Value.Summary ?? "",
            [.. (operation.Value.Parameters ?? []).Select(parameter => new ParameterRow(
                parameter.Name ?? "", parameter.Required, parameter.Schema is { } type ? TypeOf(type) : "", parameter.Description ?? ""))],
            [.. (operation.Value.Responses ?? []).Select(answer => new AnswerRow(
                answer.Key, answer.Value.Description ?? "", answer.Value.Content?.Values.FirstOrDefault()?.Schema is { } type ? TypeOf(type) : ""))])))],
        [.. (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()).Select(schema => new SchemaRow(
            schema.Key, [.. (schema.Value.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(property => new PropertyRow(property.Key, TypeOf(property.Value), property.Value.Description ?? ""))]))]);

    private static string TypeOf(IOpenApiSchema schema) =>
        schema is OpenApiSchemaReference { Reference.Id: { } name } ? name
        : schema.Items is { } items ? TypeOf(items) + "[]"
        : (schema.Type?.ToString() ?? "").ToLowerInvariant();
}

internal sealed record OperationRow(string Method, string Path, string Summary, IReadOnlyList<ParameterRow> Parameters, IReadOnlyList<AnswerRow> Answers);

internal sealed record ParameterRow(string Name, bool IsRequired, string Type, string Description);

internal sealed record AnswerRow(string Code, string Description, string Type);

internal sealed record SchemaRow(string Name, IReadOnlyList<PropertyRow> Properties);

internal sealed record PropertyRow(string Name, string Type, string Description);

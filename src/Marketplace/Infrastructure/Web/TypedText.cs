using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Marketplace.Infrastructure.Web;

/// <summary>
/// How typed text reaches a form record. A string that may not be null is empty when nothing came, so that validators see "" and never null. Letters are
/// composed (NFC); control characters, half surrogates and marks that turn the reading direction are dropped, since no name or story needs them.
/// </summary>
internal sealed class TypedTextBinder(bool isNullable) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext context)
    {
        var given = context.ValueProvider.GetValue(context.ModelName);
        if (given == ValueProviderResult.None)
        {
            // Nothing to show again, and nothing that says a form was sent: the value alone is settled.
            context.Result = isNullable ? ModelBindingResult.Failed() : ModelBindingResult.Success("");
            return Task.CompletedTask;
        }

        context.ModelState.SetModelValue(context.ModelName, given);
        var text = Clean(given.FirstValue ?? "");
        context.Result = ModelBindingResult.Success(text is "" && isNullable ? null : text);
        return Task.CompletedTask;
    }

    internal static string Clean(string typed)
    {
        var kept = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
        {
            if (IsKept(rune))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>EnumerateRunes yields U+FFFD for half a surrogate pair, which would be kept nowhere else either.</summary>
    private static bool IsKept(Rune rune) => rune.Value switch
    {
        '\n' or '\r' or '\t' => true,
        0xFFFD or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => false,
        _ => !Rune.IsControl(rune),
    };
}

/// <inheritdoc cref="TypedTextBinder"/>
internal sealed class TypedTextBinderProvider : IModelBinderProvider, IDisplayMetadataProvider
{
    private const string Nullable = "nullable";

    private readonly NullabilityInfoContext _nullability = new();
    private readonly Lock _lock = new();

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(string) && context.BindingInfo.BindingSource is not { Id: "Body" or "Header" or "Services" }
            ? new TypedTextBinder(context.Metadata.AdditionalValues.ContainsKey(Nullable))
            : null;

    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Key.ModelType == typeof(string) && IsNullable(context.Key))
        {
            context.DisplayMetadata.AdditionalValues[Nullable] = true;
        }
    }

    private bool IsNullable(ModelMetadataIdentity key)
    {
        lock (_lock)
        {
            return key switch
            {
                { PropertyInfo: { } property } => _nullability.Create(property).WriteState != NullabilityState.NotNull,
                { ParameterInfo: { } parameter } => _nullability.Create(parameter).WriteState != NullabilityState.NotNull,
                _ => true,
            };
        }
    }
}

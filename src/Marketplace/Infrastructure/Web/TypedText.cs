using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Marketplace.Domain.Common;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Marketplace.Infrastructure.Web;

/// <summary>
/// How typed text reaches a form record. A string that may not be null is empty when nothing came (or keeps its initial value), so that validators see ""
/// and never null. Letters are composed (NFC); control characters, what is no character at all and marks that turn the reading direction are dropped, since
/// no name or story needs them.
/// </summary>
internal sealed class TypedTextBinder(bool isNullable, bool needsValue) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext context)
    {
        var given = context.ValueProvider.GetValue(context.ModelName);
        if (given == ValueProviderResult.None)
        {
            context.Result = needsValue ? ModelBindingResult.Success("") : ModelBindingResult.Failed();
            return Task.CompletedTask;
        }

        var text = Clean(given.FirstValue ?? "");
        context.ModelState.SetModelValue(context.ModelName, new ValueProviderResult(text, given.Culture));
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

    private static bool IsKept(Rune rune) => rune.Value switch
    {
        '\n' or '\r' or '\t' => true,
        0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => false,
        _ => Letters.IsCharacter(rune) && !Rune.IsControl(rune),
    };
}

/// <inheritdoc cref="TypedTextBinder"/>
internal sealed class TypedTextBinderProvider : IModelBinderProvider, IDisplayMetadataProvider
{
    private const string Nullable = "nullable";
    private const string NeedsValue = "needs-value";

    private readonly NullabilityInfoContext _nullability = new();
    private readonly Lock _lock = new();

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(string) && context.BindingInfo.BindingSource is not { Id: "Body" or "Header" or "Services" }
            ? new TypedTextBinder(context.Metadata.AdditionalValues.ContainsKey(Nullable), context.Metadata.AdditionalValues.ContainsKey(NeedsValue))
            : null;

    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        var key = context.Key;
        if (key.ModelType != typeof(string))
        {
            return;
        }

        if (IsNullable(key))
        {
            context.DisplayMetadata.AdditionalValues[Nullable] = true;
        }
        else if (key.PropertyInfo is null || key.PropertyInfo.IsDefined(typeof(RequiredMemberAttribute)))
        {
            // A constructor parameter, or a property without an initial value, would be null.
            context.DisplayMetadata.AdditionalValues[NeedsValue] = true;
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

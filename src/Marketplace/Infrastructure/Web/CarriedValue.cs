using Marketplace.Infrastructure.Web.Security;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Marketplace.Infrastructure.Web;

/// <summary>
/// Ticks, and the identifiers that a page carries along: nobody types them. Where one cannot be read, the form is not one of ours, and is refused as a whole: to go on
/// would take the tick for a "no" and the identifier for none.
/// </summary>
internal sealed class CarriedValueBinder(IModelBinder reader) : IModelBinder
{
    public async Task BindModelAsync(ModelBindingContext context)
    {
        await reader.BindModelAsync(context);
        if (context.ModelState.TryGetValue(context.ModelName, out var read) && read.Errors.Count > 0)
        {
            UnreadableForm.Mark(context.HttpContext);
        }
    }
}

/// <inheritdoc cref="CarriedValueBinder"/>
internal sealed class CarriedValueBinderProvider : IModelBinderProvider
{
    /// <summary>One of several is left to whoever asks for at least one.</summary>
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.MetadataKind != ModelMetadataKind.Type
        && (context.Metadata.UnderlyingOrModelType == typeof(bool) || context.Metadata.UnderlyingOrModelType == typeof(Guid))
            ? new CarriedValueBinder(new SimpleTypeModelBinder(context.Metadata.ModelType, context.Services.GetRequiredService<ILoggerFactory>()))
            : null;
}

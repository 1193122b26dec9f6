using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Marketplace.Infrastructure.Security;

/// <summary>Every unsafe action that needs a signed-in user asks for a token; anonymous ones stay cacheable and rely on the origin check.</summary>
internal sealed class AntiforgeryForSignedIn : IActionModelConvention
{
    public void Apply(ActionModel action)
    {
        var isPublic = action.Attributes.Concat(action.Controller.Attributes).OfType<IAllowAnonymous>().Any();
        if (!isPublic)
        {
            action.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
        }
    }
}

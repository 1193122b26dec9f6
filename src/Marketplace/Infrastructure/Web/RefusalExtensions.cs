using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Infrastructure.Web;

internal static class RefusalExtensions
{
    /// <summary>The refused fields as the form has them; the model state keeps its own order.</summary>
    public const string OrderKey = "refused-fields";

    extension(Controller controller)
    {
        /// <summary>Shows the form again with everything typed, 422, each refusal in the reader's language beside its field.</summary>
        /// <param name="home">The page's own address, below the language prefix, where it is not simply the one above the address posted to.</param>
        public IActionResult Refused(IReadOnlyList<Refusal> refusals, string view, object model, string? home = null)
        {
            controller.HttpContext.Items[Shell.HomeKey] = home;
            controller.ViewData[OrderKey] = refusals.Select(refusal => refusal.Field).ToArray();
            foreach (var refusal in refusals)
            {
                controller.ModelState.AddModelError(refusal.Field, Texts.Get(refusal.Code, refusal.Arguments));
            }

            controller.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return controller.View(view, model);
        }
    }
}

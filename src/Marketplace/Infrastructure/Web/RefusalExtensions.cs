using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Infrastructure.Web;

internal static class RefusalExtensions
{
    extension(Controller controller)
    {
        /// <summary>Shows the form again with everything typed, 422, each refusal in the reader's language beside its field.</summary>
        public IActionResult Refused(IReadOnlyList<Refusal> refusals, string view, object model)
        {
            foreach (var refusal in refusals)
            {
                controller.ModelState.AddModelError(refusal.Field, Texts.Get(refusal.Code, refusal.Arguments));
            }

            controller.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return controller.View(view, model);
        }
    }
}

using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Studio.Sell;

[AllowAnonymous]
[Route("sell")]
public sealed class SellingController(ISender sender) : Controller
{
    /// <summary>Who is signed in knows it, or is one step from asking: they go to their shops.</summary>
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) =>
        User.Identity?.IsAuthenticated is true ? Redirect(Url.Content("~/studio")) : View("Show", await sender.Send(new ShowSelling(), ct));
}

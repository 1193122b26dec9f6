using System.Globalization;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Programme.Rollups;

[Authorize(Policy = Policies.Administrator)]
[Route("administration/rollups")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RollupsController(ISender sender) : Controller
{
    private const int SecondsBetweenLooks = 3;

    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct)
    {
        var page = await sender.Send(new ShowRebuild(), ct);
        if (page.IsRunning)
        {
            Response.Headers["Refresh"] = SecondsBetweenLooks.ToString(CultureInfo.InvariantCulture);
        }

        return View("Show", page);
    }

    [HttpPost]
    public async Task<IActionResult> Create(CancellationToken ct)
    {
        var result = await sender.Send(new RequestRebuild(User.UserId()), ct);
        return result.Succeeded ? LocalRedirect(Url.Content("~/administration/rollups")) : this.Refused(result.Refusals, "Show", await sender.Send(new ShowRebuild(), ct));
    }
}

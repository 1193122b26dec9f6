using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Studio.Enter;

[Route("studio")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class EnterStudioController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var model = await sender.Send(new ListShops(User.UserId()), ct);

        return model.Shops is [var only] ? Redirect(Url.Content($"~/studio/{only.Slug}")) : View(model);
    }
}

using Marketplace.Infrastructure.Caching;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Home.Show;

[AllowAnonymous]
[CachedPage]
[Route("")]
public sealed class ShowHomeController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) => View(await sender.Send(new ShowHome(), ct));
}

using Marketplace.Infrastructure.Caching;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Home.Show;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("")]
public sealed class ShowHomeController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken ct) => View(await sender.Send(new ShowHome(), ct));
}

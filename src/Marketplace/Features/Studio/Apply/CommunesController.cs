using Marketplace.Infrastructure.Accounts;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Studio.Apply;

[Route("sell/communes")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class CommunesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(int province, CancellationToken ct) => Json(await sender.Send(new ListCommunes(province), ct));
}

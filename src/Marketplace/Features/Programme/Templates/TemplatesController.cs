using Marketplace.Infrastructure.Accounts;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Programme.Templates;

[Authorize(Policy = Policies.ProgrammeManager)]
[Route("programme/templates")]
public sealed class TemplatesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct) => View("Index", await sender.Send(new ListTemplates(), ct));
}

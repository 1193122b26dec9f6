using Marketplace.Infrastructure.Accounts;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Finance.Remittances;

[Route("finance/remittances")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class RemittancesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(int page, CancellationToken ct) => View("List", await sender.Send(new ListRemittances(page), ct));
}

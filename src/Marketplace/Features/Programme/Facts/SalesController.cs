using System.Globalization;
using Marketplace.Features.Programme.Dashboard;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Programme.Facts;

[Authorize(Policy = Policies.ProgrammeManager)]
[Route("programme/sales")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SalesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? what, string? where, string? when, CancellationToken ct, int page = 1)
    {
        if (await sender.Send(new ListSales(User.UserId(), what, where, when, page), ct) is not { } model)
        {
            return NotFound();
        }

        await sender.Send(new RecordExactView(User.UserId(), model.Where, "sales", string.Create(CultureInfo.InvariantCulture, $"what={model.What}&when={model.When}&page={model.Page}")), ct);
        return View("Index", model);
    }
}

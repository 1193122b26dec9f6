using System.Globalization;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders.List;

[Authorize(Policy = Policies.SignedIn)]
[Route("account/orders")]
public sealed class ListOrdersController(ISender sender) : Controller
{
    private const int LastPage = 5000;

    [HttpGet]
    public async Task<IActionResult> Index(string? page, CancellationToken ct) => View(await sender.Send(
        new ListOrders(User.UserId(), int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, LastPage) : 1), ct));
}

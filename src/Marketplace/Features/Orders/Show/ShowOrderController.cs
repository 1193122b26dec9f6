using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders.Show;

[AllowAnonymous]
[Route("orders/{number}")]
public sealed class ShowOrderController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string number, string? key, CancellationToken ct) =>
        await sender.Send(new ShowOrder(new OrderAccess(number, key, User.TryUserId())), ct) is { } page ? View(page) : this.OrderNotFound();
}

using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders.Cancel;

[AllowAnonymous]
[Route("orders/{number}/cancellation")]
public sealed class CancelOrderController(ISender sender) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Create(string number, [FromForm] string? key, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        return await this.Answer(sender, access, await sender.Send(new CancelOrder(access), ct), ct);
    }
}

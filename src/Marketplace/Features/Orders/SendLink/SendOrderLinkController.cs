using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Orders.SendLink;

[AllowAnonymous]
[Route("track/{number}/link")]
public sealed class SendOrderLinkController(ISender sender) : Controller
{
    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(string number, [FromForm] string? key, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        var result = await sender.Send(new SendOrderLink(access), ct);
        return result.Refusals.Contains(OrderRefusals.NotFound) ? this.OrderNotFound() : LocalRedirect(this.PathToFollow(access) + "&asked=true");
    }
}

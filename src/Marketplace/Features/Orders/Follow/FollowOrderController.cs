using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders.Follow;

[AllowAnonymous]
[Route("track/{number}")]
public sealed class FollowOrderController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string number, string? key, bool asked, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        return await sender.Send(new FollowOrder(access), ct) switch
        {
            null => this.OrderNotFound(),
            { IsOwn: true } => LocalRedirect(this.PathOf(access)),
            { } page => View(page with { IsLinkAsked = asked }),
        };
    }
}

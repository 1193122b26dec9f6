using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Orders.Track;

public sealed class TrackForm
{
    public string? Code { get; set; }

    public string? Phone { get; set; }
}

[AllowAnonymous]
[Route("track")]
[Route("orders/track")]
public sealed class TrackOrderController(ISender sender) : Controller
{
    [HttpGet]
    public IActionResult New() => View(new TrackForm());

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(TrackForm form, CancellationToken ct) =>
        await sender.Send(new TrackOrder(form.Code ?? "", form.Phone ?? "", User.TryUserId()), ct) is { } found
            ? LocalRedirect(found.IsOwn ? this.PathOf(found.Access) : this.PathToFollow(found.Access))
            : this.Refused([TrackRefusals.NoMatch], "New", form);
}

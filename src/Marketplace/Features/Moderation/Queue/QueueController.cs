using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Moderation.Queue;

[Route("moderation")]
[Authorize(Policy = Policies.Moderator)]
public sealed class QueueController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? kind, CancellationToken ct) => View(await sender.Send(new ListWaiting(User.UserId(), kind), ct));
}

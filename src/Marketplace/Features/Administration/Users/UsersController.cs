using Marketplace.Infrastructure.Accounts;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Administration.Users;

[Route("administration/users")]
[Authorize(Policy = Policies.Administrator)]
public sealed class UsersController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? q, string? after, CancellationToken ct) =>
        View("Users", await sender.Send(new ListUsers(q is { Length: <= 254 } ? q : "", after ?? ""), ct));
}

using Marketplace.Domain.Accounts;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders.SeeProblem;

public sealed record ProblemPage(string Number, IReadOnlyList<Guid> Photos);

[Route("problems/{number}")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class SeeProblemController(ISender sender) : Controller
{
    private bool IsOfficer => User.IsInRole(Roles.Moderator) || User.IsInRole(Roles.FinanceOfficer) || User.IsInRole(Roles.Administrator);

    [HttpGet]
    public async Task<IActionResult> Show(string number, CancellationToken ct) =>
        await sender.Send(new SeeProblem(number, User.UserId(), IsOfficer), ct) is { Count: > 0 } photos ? View(new ProblemPage(number, photos)) : NotFound();

    [HttpGet("photos/{photo:guid}")]
    public async Task<IActionResult> Photo(string number, Guid photo, CancellationToken ct) =>
        this.PrivatePhoto(await sender.Send(new FindProblemPhoto(number, User.UserId(), IsOfficer, photo), ct));
}

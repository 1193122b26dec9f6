using Marketplace.Domain.Accounts;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders.SeeProblem;

/// <param name="CanClose">The reader may, and something is open.</param>
public sealed record ProblemPage(string Number, SeenProblems Seen, bool CanClose);

[Route("problems/{number}")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class SeeProblemController(ISender sender) : Controller
{
    private bool IsModerator => User.IsInRole(Roles.Moderator) || User.IsInRole(Roles.Administrator);

    private bool IsOfficer => IsModerator || User.IsInRole(Roles.FinanceOfficer);

    [HttpGet]
    public async Task<IActionResult> Show(string number, CancellationToken ct) =>
        await sender.Send(new SeeProblem(number, User.UserId(), IsOfficer), ct) is { } seen
            ? View(new ProblemPage(number, seen, IsModerator && seen.Problems.Any(problem => problem.ClosedAt is null)))
            : NotFound();

    [HttpPost("closure")]
    [Authorize(Policy = Policies.Moderator)]
    public async Task<IActionResult> Close(string number, CancellationToken ct) =>
        (await sender.Send(new CloseProblems(number, User.UserId()), ct)).Succeeded ? Redirect(Url.Content($"~/problems/{number}")) : NotFound();

    [HttpGet("photos/{photo:guid}")]
    public async Task<IActionResult> Photo(string number, Guid photo, CancellationToken ct) =>
        this.PrivatePhoto(await sender.Send(new FindProblemPhoto(number, User.UserId(), IsOfficer, photo), ct));
}

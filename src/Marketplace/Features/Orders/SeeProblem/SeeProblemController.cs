using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Orders.SeeProblem;

/// <param name="CanClose">The reader may, and something is open.</param>
/// <param name="Concerned">Whom to call; for moderators only.</param>
public sealed record ProblemPage(string Number, SeenProblems Seen, bool CanClose, Concerned? Concerned)
{
    /// <summary>What the buyer is told when it is closed.</summary>
    public string? Answer { get; init; }
}

[Route("problems/{number}")]
[Authorize(Policy = Policies.SignedIn)]
public sealed class SeeProblemController(ISender sender) : Controller
{
    private bool IsModerator => User.IsInRole(Roles.Moderator) || User.IsInRole(Roles.Administrator);

    private bool IsOfficer => IsModerator || User.IsInRole(Roles.FinanceOfficer);

    [HttpGet]
    public async Task<IActionResult> Show(string number, CancellationToken ct) => await Page(number, ct) is { } page ? View("Show", page) : NotFound();

    [HttpPost("closure")]
    [Authorize(Policy = Policies.Moderator)]
    public async Task<IActionResult> Close(string number, string? answer, CancellationToken ct)
    {
        var result = await sender.Send(new CloseProblems(number, User.UserId(), Typing.Tidy(answer)), ct);
        return result.Succeeded ? Redirect(Url.Content($"~/problems/{number}"))
            : result.Refusals.Contains(OrderRefusals.NotFound) || await Page(number, ct) is not { } page ? NotFound()
            : this.Refused(result.Refusals, "Show", page with { Answer = answer }, $"/problems/{number}");
    }

    [HttpGet("photos/{photo:guid}")]
    public async Task<IActionResult> Photo(string number, Guid photo, CancellationToken ct) =>
        this.PrivatePhoto(await sender.Send(new FindProblemPhoto(number, User.UserId(), IsOfficer, photo), ct));

    private async Task<ProblemPage?> Page(string number, CancellationToken ct) =>
        await sender.Send(new SeeProblem(number, User.UserId(), IsOfficer), ct) is { } seen
            ? new ProblemPage(number, seen, IsModerator && seen.Problems.Any(problem => problem.ClosedAt is null), IsModerator ? await sender.Send(new ShowConcerned(number), ct) : null)
            : null;
}

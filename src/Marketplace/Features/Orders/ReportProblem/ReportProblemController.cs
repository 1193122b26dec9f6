using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Orders.ReportProblem;

public sealed class ProblemForm
{
    public string? Text { get; set; }

    [BindNever]
    public OrderAccess? Access { get; set; }

    [BindNever]
    public bool IsSent { get; set; }
}

/// <summary>Whether this visitor may write about the order at all.</summary>
public sealed record MayReport(OrderAccess Access) : IQuery<bool>;

internal sealed class MayReportHandler(MarketplaceDb db) : IRequestHandler<MayReport, bool>
{
    public async Task<bool> Handle(MayReport query, CancellationToken ct) => await db.Opened(query.Access, ct) is not null;
}

[AllowAnonymous]
[Route("orders/{number}/problem")]
public sealed class ReportProblemController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> New(string number, string? key, bool sent, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        return await sender.Send(new MayReport(access), ct) ? View(new ProblemForm { Access = access, IsSent = sent }) : NotFound();
    }

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Create(string number, [FromForm] string? key, ProblemForm form, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        if (!await sender.Send(new MayReport(access), ct))
        {
            return NotFound();
        }

        var result = await sender.Send(new ReportProblem(access, form.Text ?? ""), ct);
        form.Access = access;
        return result.Refusals switch
        {
            [] => LocalRedirect(this.PathOf(access, "/problem") + (string.IsNullOrEmpty(key) ? "?sent=true" : "&sent=true")),
            [var one] when one == OrderRefusals.NotFound => NotFound(),
            var refusals => this.Refused(refusals, "New", form),
        };
    }
}

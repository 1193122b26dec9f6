using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Finance.Refunds;

[Route("finance/refunds")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class RefundsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(int page, CancellationToken ct) => View("List", await sender.Send(new ListRefunds(page), ct));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowRefund(new RefundId(id), User.UserId()), ct) is { } page ? View("Show", page) : NotFound();

    [HttpPost("{id:guid}/approval")]
    public async Task<IActionResult> Approve(Guid id, [FromForm(Name = "Form")] RefundForm form, CancellationToken ct)
    {
        var account = new RefundAccount(Typing.Tidy(form.Bank), Typing.Tidy(form.Number).Replace(" ", "", StringComparison.Ordinal), Typing.Tidy(form.Holder));
        return await Answer(id, form, await sender.Send(new ApproveRefund(new RefundId(id), account, User.UserId()), ct), ct);
    }

    [HttpPost("{id:guid}/request")]
    public async Task<IActionResult> Ask(Guid id, CancellationToken ct) =>
        await Answer(id, new RefundForm(), await sender.Send(new AskAgain(new RefundId(id), User.UserId()), ct), ct);

    [HttpPost("{id:guid}/transfer")]
    public async Task<IActionResult> Complete(Guid id, [FromForm(Name = "Form")] RefundForm form, CancellationToken ct) =>
        await Answer(id, form, await sender.Send(new CompleteRefund(new RefundId(id), form.Reference ?? "", User.UserId(), form.Seen ?? -1), ct), ct);

    [HttpPost("{id:guid}/explanation")]
    public async Task<IActionResult> Explain(Guid id, [FromForm(Name = "Form")] RefundForm form, CancellationToken ct) =>
        await Answer(id, form, await sender.Send(new ExplainRefund(new RefundId(id), form.Reason ?? "", User.UserId()), ct), ct);

    private async Task<IActionResult> Answer(Guid id, RefundForm form, Result result, CancellationToken ct)
    {
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content("~/finance/refunds"));
        }

        return await sender.Send(new ShowRefund(new RefundId(id), User.UserId()), ct) is { } page
            ? this.Refused(result.Refusals, "Show", page with { Form = form })
            : NotFound();
    }
}

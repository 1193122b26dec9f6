using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Finance.Receipts;

[Route("finance/receipts")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class ReceiptsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(int page, CancellationToken ct) => View("List", await sender.Send(new ListReceipts(page), ct));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowReceipt(new BankReceiptId(id), User.UserId()), ct) is { } page ? View("Show", page) : NotFound();

    [HttpPost("{id:guid}/match")]
    public async Task<IActionResult> Match(Guid id, [FromForm(Name = "Form")] ReceiptForm form, CancellationToken ct) =>
        await Answer(id, form, await sender.Send(new MatchReceipt(new BankReceiptId(id), form.OrderNumber ?? "", form.Reason ?? "", User.UserId()), ct), ct);

    [HttpPost("{id:guid}/return")]
    public async Task<IActionResult> Return(Guid id, [FromForm(Name = "Form")] ReceiptForm form, CancellationToken ct) =>
        await Answer(id, form, await sender.Send(new ReturnReceipt(new BankReceiptId(id), form.Reason ?? "", User.UserId()), ct), ct);

    private async Task<IActionResult> Answer(Guid id, ReceiptForm form, Result result, CancellationToken ct)
    {
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content("~/finance/receipts"));
        }

        return await sender.Send(new ShowReceipt(new BankReceiptId(id), User.UserId()), ct) is { } page
            ? this.Refused(result.Refusals, "Show", page with { Form = form })
            : NotFound();
    }
}

using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Finance.Remittances;

[Route("finance/receipts/{id:guid}/remittance")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class SettleRemittanceController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> New(Guid id, int page, CancellationToken ct) =>
        await Shown(id, page, new SettlementForm(), ct) is { } shown ? View("Settle", shown) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, [FromForm(Name = "Form")] SettlementForm form, CancellationToken ct)
    {
        var result = await sender.Send(new SettleRemittance(new BankReceiptId(id), StatementLine.Read(form.Statement), User.UserId()), ct);
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content($"~/finance/receipts/{id}"));
        }

        return await Shown(id, 1, form, ct) is { } shown ? this.Refused(result.Refusals, "Settle", shown) : NotFound();
    }

    private async Task<SettlementPage?> Shown(Guid id, int page, SettlementForm form, CancellationToken ct) =>
        await sender.Send(new ShowSettlement(new BankReceiptId(id), User.UserId()), ct) is { } receipt
            ? new SettlementPage(receipt, await sender.Send(new ListRemittances(page), ct), form)
            : null;
}

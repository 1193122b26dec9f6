using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Finance.RefundPart;

[Route("finance/parts/{number}/refund")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class RefundPartController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> New(string number, CancellationToken ct) =>
        await sender.Send(new ShowPartRefund(number), ct) is { } page ? View("New", page) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(string number, [FromForm(Name = "Form")] PartRefundForm form, CancellationToken ct)
    {
        if (await sender.Send(new ShowPartRefund(number), ct) is not { } page)
        {
            return NotFound();
        }

        var result = await sender.Send(new RefundPart(number, form.Reason ?? "", User.UserId()), ct);
        return result.Succeeded ? LocalRedirect(Url.Content($"~/finance/orders/{page.OrderNumber}")) : this.Refused(result.Refusals, "New", page with { Form = form });
    }
}

using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Finance.Remittances;

[Route("finance/remittances")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class RemittancesController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(int page, CancellationToken ct) => View("List", await sender.Send(new ListRemittances(page), ct));

    [HttpGet("{number}")]
    public async Task<IActionResult> Edit(string number, CancellationToken ct) =>
        await sender.Send(new ShowRemittance(number), ct) is { } page ? View("Edit", page) : NotFound();

    [HttpPost("{number}")]
    public async Task<IActionResult> Create(string number, [FromForm(Name = "Form")] RemittanceForm form, CancellationToken ct)
    {
        var result = await sender.Send(new RecordRemittance(number, TypedNumber.Whole(form.ReceivedDong) ?? TypedNumber.Unreadable, TypedNumber.Whole(form.CourierFeeDong) ?? TypedNumber.Unreadable, form.Reference ?? "", User.UserId()), ct);
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content("~/finance/remittances"));
        }

        return await sender.Send(new ShowRemittance(number), ct) is { } page ? this.Refused(result.Refusals, "Edit", page with { Form = form }) : NotFound();
    }
}

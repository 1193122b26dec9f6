using System.Globalization;
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
        var result = await sender.Send(new RecordRemittance(number, Dong(form.ReceivedDong), Dong(form.CourierFeeDong), form.Reference ?? "", User.UserId()), ct);
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content("~/finance/remittances"));
        }

        return await sender.Send(new ShowRemittance(number), ct) is { } page ? this.Refused(result.Refusals, "Edit", page with { Form = form }) : NotFound();
    }

    /// <summary>Digits, perhaps grouped; anything else is no amount and refused as such.</summary>
    private static long Dong(string? typed) =>
        long.TryParse((typed ?? "").Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var dong)
            ? dong
            : -1;
}

using System.Globalization;
using System.Text;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payouts;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Finance.Payouts;

[Route("finance/payouts")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class PayoutsController(ISender sender, TimeProvider clock) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(int page, CancellationToken ct) => View("List", await sender.Send(new ListPayouts(page, Officer: User.UserId()), ct));

    [HttpPost]
    public async Task<IActionResult> Create(CancellationToken ct)
    {
        await sender.Send(new PreparePayouts(User.UserId()), ct);
        return LocalRedirect(Url.Content("~/finance/payouts"));
    }

    [HttpPost("batch")]
    public async Task<IActionResult> Batch(CancellationToken ct)
    {
        var file = await sender.Send(new ExportBatch(User.UserId()), ct);
        return !file.Succeeded ? this.Refused(file.Refusals, "List", await sender.Send(new ListPayouts(1, Officer: User.UserId()), ct))
            : file.Value is "" ? LocalRedirect(Url.Content("~/finance/payouts"))
            : Csv(file.Value!);
    }

    [HttpPost("batches/{batch:guid}")]
    public async Task<IActionResult> BatchAgain(Guid batch, CancellationToken ct)
    {
        var file = await sender.Send(new ExportBatchAgain(batch, User.UserId()), ct);
        return file.Succeeded ? Csv(file.Value!)
            : file.Refusals.Contains(FinanceRefusals.NotFound) ? NotFound()
            : this.Refused(file.Refusals, "List", await sender.Send(new ListPayouts(1, Officer: User.UserId()), ct));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await Page(id, ct) is { } page ? View("Show", page) : NotFound();

    [HttpPost("{id:guid}/payment")]
    public async Task<IActionResult> Pay(Guid id, [FromForm(Name = "Form")] PayoutForm form, CancellationToken ct)
    {
        var result = await sender.Send(new MarkPaid(new PayoutId(id), form.Reference ?? "", User.UserId()), ct);
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content("~/finance/payouts"));
        }

        return await Page(id, ct) is { } page ? this.Refused(result.Refusals, "Show", page with { Form = form }) : NotFound();
    }

    [HttpPost("{id:guid}/return")]
    public async Task<IActionResult> Return(Guid id, [FromForm(Name = "Form")] PayoutForm form, CancellationToken ct)
    {
        var result = await sender.Send(new PayoutCameBack(new PayoutId(id), form.Reason ?? "", User.UserId()), ct);
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content($"~/finance/payouts/{id}"));
        }

        return await Page(id, ct) is { } page ? this.Refused(result.Refusals, "Show", page with { Form = form }) : NotFound();
    }

    private Task<PayoutPage?> Page(Guid id, CancellationToken ct) => sender.Send(new ShowPayout(new PayoutId(id), User.UserId()), ct);

    /// <summary>
    /// With a byte-order mark, because spreadsheets otherwise misread Vietnamese names. Called by when it was made: two of them in one folder must not be taken
    /// for each other, and none goes to the bank twice.
    /// </summary>
    private FileContentResult Csv(string text) => File(
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "text/csv; charset=utf-8",
        string.Create(CultureInfo.InvariantCulture, $"lenh-tra-{clock.GetUtcNow().InVietnam():yyyy-MM-dd-HHmm}.csv"));
}

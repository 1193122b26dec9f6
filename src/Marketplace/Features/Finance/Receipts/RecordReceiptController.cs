using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Finance.Receipts;

public sealed record RecordReceiptPage(RecordReceiptForm Form);

public sealed record RecordReceiptForm
{
    public string AmountDong { get; init; } = "";

    public string ReceivedAt { get; init; } = "";

    public string Reference { get; init; } = "";

    public string Content { get; init; } = "";
}

[Route("finance/receipts/new")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class RecordReceiptController(ISender sender) : Controller
{
    [HttpGet]
    public IActionResult New() => View("New", new RecordReceiptPage(new RecordReceiptForm()));

    [HttpPost]
    public async Task<IActionResult> Create([FromForm(Name = "Form")] RecordReceiptForm form, CancellationToken ct)
    {
        var result = await sender.Send(
            new RecordReceipt(
                TypedNumber.Whole(form.AmountDong) ?? TypedNumber.Unreadable, Typing.Moment(form.ReceivedAt), Typing.Tidy(form.Reference), Typing.Tidy(form.Content), User.UserId()), ct);
        return result.Succeeded ? LocalRedirect(Url.Content("~/finance/receipts")) : this.Refused(result.Refusals, "New", new RecordReceiptPage(form));
    }
}

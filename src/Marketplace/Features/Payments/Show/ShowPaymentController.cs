using Marketplace.Features.Payments.Cards;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Payments.Show;

/// <summary>Reads only: whatever the buyer comes back from, this page tells what is stored.</summary>
[Route("pay/{number}")]
[AllowAnonymous]
[ResponseCache(NoStore = true)]
public sealed class ShowPaymentController(ISender sender) : Controller
{
    /// <summary>Whether the reader just had the provider asked.</summary>
    internal const string CheckedKey = "checked";

    /// <summary>Whether the reader comes back from the card provider's page.</summary>
    internal const string BackKey = "back";

    [HttpGet]
    public async Task<IActionResult> Show(string number, string? key, [FromQuery(Name = "checked")] bool isChecked, CancellationToken ct)
    {
        if (await sender.Send(new ShowPayment(number, key, User.TryUserId()), ct) is not { } page)
        {
            return this.OrderNotFound();
        }

        // Back from the card provider, who was told the lesser key.
        var own = page.IsOwn || PayerCookie.KeptFor(Request) is not { } kept ? null : await sender.Send(new ShowPayment(number, kept, User.TryUserId()), ct);
        ViewData[CheckedKey] = isChecked;
        ViewData[BackKey] = own is not null;
        return View("Show", own ?? page);
    }

    /// <summary>What the script asks while it waits.</summary>
    [HttpGet("state")]
    public async Task<IActionResult> State(string number, string? key, CancellationToken ct) =>
        await sender.Send(new ShowPayment(number, key, User.TryUserId()), ct) is { } page ? Content(page.State) : NotFound();

    [HttpGet("qr.png")]
    public async Task<IActionResult> Qr(string number, string? key, CancellationToken ct) =>
        await sender.Send(new ShowPayment(number, key, User.TryUserId()), ct) is { Transfer: { } transfer }
            ? File(QrPicture.Png(transfer.Payload), "image/png", $"{number}.png")
            : NotFound();
}

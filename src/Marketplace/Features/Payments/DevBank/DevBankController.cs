using System.Globalization;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.DevBank;

public sealed record ShowDevBank(string Number) : IQuery<DevBankModel>;

/// <summary>What the playing bank will say; the amount is what the order still lacks.</summary>
public sealed record DevBankModel(DevBankForm Form, IReadOnlyList<WaitingTransfer> Waiting);

public sealed record WaitingTransfer(string Number, string Memo, long RestDong);

public sealed record DevBankForm
{
    public string Memo { get; init; } = "";

    public string Amount { get; init; } = "";
}

internal sealed class ShowDevBankHandler(MarketplaceDb db) : IRequestHandler<ShowDevBank, DevBankModel>
{
    private const int Shown = 20;

    public async Task<DevBankModel> Handle(ShowDevBank request, CancellationToken cancellationToken)
    {
        var rows = await (
            from attempt in db.PaymentAttempts.AsNoTracking()
            join order in db.Orders on attempt.OrderId equals order.Id
            where attempt.IsLive && attempt.Method == PaymentMethod.BankTransfer && order.Status == OrderStatus.AwaitingPayment
            orderby order.Number == request.Number descending, attempt.CreatedAt descending
            select new { order.Number, attempt.MemoCode, attempt.Amount, attempt.ReceivedMinor }).Take(Shown).ToListAsync(cancellationToken);
        List<WaitingTransfer> waiting = [.. rows.Select(row => new WaitingTransfer(row.Number, row.MemoCode, row.Amount.MinorUnits - row.ReceivedMinor))];
        var chosen = waiting.Find(row => row.Number == request.Number);
        return new DevBankModel(
            new DevBankForm { Memo = chosen?.Memo ?? request.Number, Amount = chosen?.RestDong.ToString(CultureInfo.InvariantCulture) ?? "" }, waiting);
    }
}

/// <summary>Development only: plays the bank. It sends a really signed notification through the same check and inbox as the bank's own.</summary>
[Route("dev/bank")]
[AllowAnonymous]
public sealed class DevBankController(ISender sender, ProgrammeAccount account, IHostEnvironment environment, TimeProvider clock, JobRunner jobs) : Controller
{
    [HttpGet]
    public async Task<IActionResult> New(string? number, CancellationToken ct) =>
        environment.IsDevelopment() ? View("New", await sender.Send(new ShowDevBank(number ?? ""), ct)) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create([FromForm(Name = "Form")] DevBankForm form, CancellationToken ct)
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds();
        var id = Guid.CreateVersion7(now).ToString("N");
        var amount = long.TryParse(form.Amount, NumberStyles.None, CultureInfo.InvariantCulture, out var dong) ? dong : 0;
        var body = new BankNotification(id, account.Account, "in", amount, form.Memo ?? "", "", "DEV" + id[^12..]).ToJson(account.BankName, now);
        var secrets = account.SecretsAt(now);
        var signature = secrets is [var secret, ..] ? SignedBody.Sign(secret, timestamp, body) : "";
        if (SignedBody.SentAt(secrets, timestamp.ToString(CultureInfo.InvariantCulture), signature, body, now) is null || BankNotification.Parse(body) is not { } notification)
        {
            ModelState.AddModelError("Form.Amount", T("payments.dev-amount"));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("New", await sender.Send(new ShowDevBank(form.Memo ?? ""), ct) with { Form = form });
        }

        await sender.Send(new ReceiveNotification(PaymentProviders.Bank, notification.EventId, "transfer.in", body), ct);
        await jobs.RunMessages(ct);
        return LocalRedirect(Url.Content("~/dev/bank?sent=" + (OrderCode.FindIn(form.Memo) ?? "-")));
    }

    private static string T(string key) => Infrastructure.Localization.Texts.Get(key);
}

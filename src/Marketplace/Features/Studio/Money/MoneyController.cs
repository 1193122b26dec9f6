using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Studio.Money;

/// <summary>Money is for members only: no mandate opens it.</summary>
[Route("studio/{producer}/money")]
[Authorize(Policy = Policies.Studio)]
[ForProducer]
public sealed class MoneyController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct, MoneyState state = MoneyState.Expected, int page = 1, int payouts = 1) =>
        View("Index", await sender.Send(new ShowMoney(this.Acting().ProducerId, state, page, payouts, Representative), ct));

    [HttpGet("{number}")]
    public async Task<IActionResult> Show(string number, CancellationToken ct) =>
        await sender.Send(new ShowPayout(this.Acting().ProducerId, number, Representative), ct) is { } payout ? View("Payout", payout) : NotFound();

    private UserId? Representative => this.Acting().IsRepresentative ? User.UserId() : null;
}

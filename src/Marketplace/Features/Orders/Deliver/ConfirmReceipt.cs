using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Deliver;

/// <summary>The buyer has the parcel in hand. Said also of one that the maker has told of, it has them paid sooner; said twice, it is kept once.</summary>
public sealed record ConfirmReceipt(OrderAccess Access, ProducerOrderId Part) : ICommand<Result>, ITransactional;

internal sealed class ConfirmReceiptHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ConfirmReceipt, Result>
{
    public async Task<Result> Handle(ConfirmReceipt command, CancellationToken ct)
    {
        if (await db.Opened(command.Access, ct) is not { } id)
        {
            return OrderRefusals.NotFound;
        }

        return await db.Orders.Where(order => order.Id == id).WithReceived(command.Part).AnyAsync(ct)
            ? Result.Ok
            : (await db.OrderWithParts(id, ct)).Receive(command.Part, clock.GetUtcNow(), new Actor(command.Access.User));
    }
}

[AllowAnonymous]
[Route("orders/{number}/parts/{part:guid}/receipt")]
public sealed class ConfirmReceiptController(ISender sender) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Create(string number, Guid part, [FromForm] string? key, CancellationToken ct)
    {
        var access = new OrderAccess(number, key, User.TryUserId());
        var result = await sender.Send(new ConfirmReceipt(access, new ProducerOrderId(part)), ct);
        return await this.Answer(sender, access, result, ct);
    }
}

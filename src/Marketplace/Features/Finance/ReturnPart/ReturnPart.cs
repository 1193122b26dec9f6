using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.ReturnPart;

/// <summary>An officer learned from the courier that a parcel was refused or came back: it is no sale, and a buyer who had paid gets the goods' money back.</summary>
public sealed record ReturnPart(string PartNumber, string Reason, UserId Officer) : ICommand<Result>, ITransactional, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.ThePart(PartNumber);
}

internal sealed class ReturnPartValidator : AbstractValidator<ReturnPart>
{
    public ReturnPartValidator() => RuleFor(command => command.Reason).Must(ReturnReasons.All.Contains).WithErrorCode("finance.return-reason-needed").OverridePropertyName("Form.Reason");
}

internal sealed class ReturnPartHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ReturnPart, Result>
{
    public async Task<Result> Handle(ReturnPart request, CancellationToken cancellationToken)
    {
        if (await db.OrderOfPart(request.PartNumber, cancellationToken) is not { } order)
        {
            return FinanceRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var result = order.Return(order.Parts.Single(part => part.Number == request.PartNumber).Id, request.Reason, now, new Actor(request.Officer));
        if (result.Succeeded)
        {
            db.AuditEvents.Add(new AuditEvent { At = now, ActorId = request.Officer, Action = "part.return", Subject = AuditSubject.OfPart(request.PartNumber), Detail = request.Reason });
        }

        return result;
    }
}

/// <summary>The parcel that may have come back.</summary>
public sealed record ShowPartReturn(string PartNumber) : IQuery<PartReturnPage?>;

public sealed record PartReturnPage(string Number, string OrderNumber, string BuyerName, string Carrier, string TrackingCode, ProducerOrderStatus Status, bool IsSettled, PartReturnForm Form)
{
    public bool CanComeBack => OrderTransitions.CanComeBack(Status, IsSettled);

    public IEnumerable<ChoiceItem> Reasons { get; } = [.. ReturnReasons.All.Select(reason => new ChoiceItem(reason, Texts.Get("finance.return-reason." + reason)))];
}

public sealed record PartReturnForm
{
    public string Reason { get; init; } = "";
}

internal sealed class ShowPartReturnHandler(MarketplaceDb db) : IRequestHandler<ShowPartReturn, PartReturnPage?>
{
    public async Task<PartReturnPage?> Handle(ShowPartReturn request, CancellationToken cancellationToken) => await (
        from part in db.ProducerOrders.AsNoTracking()
        join order in db.Orders on part.OrderId equals order.Id
        where part.Number == request.PartNumber
        select new PartReturnPage(part.Number, order.Number, order.Address.FullName, part.Carrier, part.TrackingCode, part.Status, part.SettledAt != null, new PartReturnForm())).SingleOrDefaultAsync(cancellationToken);
}

[Route("finance/parts/{number}/return")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class ReturnPartController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> New(string number, CancellationToken ct) =>
        await sender.Send(new ShowPartReturn(number), ct) is { } page ? View("New", page) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(string number, [FromForm(Name = "Form")] PartReturnForm form, CancellationToken ct)
    {
        if (await sender.Send(new ShowPartReturn(number), ct) is not { } page)
        {
            return NotFound();
        }

        var result = await sender.Send(new ReturnPart(number, form.Reason ?? "", User.UserId()), ct);
        return result.Succeeded ? LocalRedirect(Url.Content($"~/finance/orders/{page.OrderNumber}")) : this.Refused(result.Refusals, "New", page with { Form = form });
    }
}

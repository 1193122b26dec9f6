using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Fulfilment.Part;

/// <summary>The parcel came back to the maker: it is no sale, and the buyer gets the goods' money back.</summary>
public sealed record ReturnPart(ProducerId Producer, Actor Actor, string Number, string Reason) : ICommand<Result>, ITransactional, IProducerAct
{
    public string About => Number;
}

internal sealed class ReturnPartValidator : AbstractValidator<ReturnPart>
{
    public ReturnPartValidator() => RuleFor(command => command.Reason).Must(ReturnReasons.All.Contains).WithErrorCode("fulfilment.return-reason-required").OverridePropertyName("ReturnReason");
}

internal sealed class ReturnPartHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ReturnPart, Result>
{
    public async Task<Result> Handle(ReturnPart command, CancellationToken ct) =>
        await db.OrderOfPart(command.Producer, command.Number, ct) is not { } found ? OrderRefusals.NotFound
            // The buyer's word stands against the maker's: an officer decides.
            : await db.Orders.Where(order => order.Id == found.Order.Id).WithReceived(found.Part).AnyAsync(ct) ? OrderRefusals.NotNow
            : found.Order.Return(found.Part, command.Reason, clock.GetUtcNow(), command.Actor);
}

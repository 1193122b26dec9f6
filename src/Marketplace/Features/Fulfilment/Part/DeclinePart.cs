using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;

namespace Marketplace.Features.Fulfilment.Part;

/// <summary>The maker cannot send a part of an order and says why; its money goes back, and its stock is free again unless the goods are missing or damaged.</summary>
public sealed record DeclinePart(ProducerId Producer, Actor Actor, string Number, string Reason) : ICommand<Result>, ITransactional, IProducerAct
{
    public string About => Number;
}

internal sealed class DeclinePartValidator : AbstractValidator<DeclinePart>
{
    public DeclinePartValidator() => RuleFor(command => command.Reason).Must(DeclineReasons.All.Contains).WithErrorCode("fulfilment.reason-required");
}

internal sealed class DeclinePartHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<DeclinePart, Result>
{
    public async Task<Result> Handle(DeclinePart command, CancellationToken ct) =>
        await db.OrderOfPart(command.Producer, command.Number, ct) is { } found
            ? found.Order.Decline(found.Part, command.Reason, clock.GetUtcNow(), command.Actor)
            : OrderRefusals.NotFound;
}

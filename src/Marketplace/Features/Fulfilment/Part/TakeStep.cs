using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Fulfilment.Part;

/// <summary>Accepts, packs, sends or reports delivery of a producer's part of an order.</summary>
public sealed record TakeStep(ProducerId Producer, Actor Actor, string Number, PartStep? Step, string Carrier, string TrackingCode) : ICommand<Result>, ITransactional, IProducerAct
{
    /// <summary>Whom the buyer may call about the parcel; as people write numbers.</summary>
    public string CourierPhone { get; init; } = "";

    public string About => Number;

    public string Act => $"{Step}";
}

internal sealed class TakeStepValidator : AbstractValidator<TakeStep>
{
    /// <summary>The shortest a network gives: 1900 and 1800 numbers have eight, switchboards of the post three or four.</summary>
    private const int FewestDigits = 3;

    public TakeStepValidator()
    {
        RuleFor(command => command.Step).Must(step => step is { } one && Enum.IsDefined(one)).WithErrorCode("fulfilment.step-unknown");
        RuleFor(command => command.Carrier).Must(text => Typing.IsLine(text, 0, 80)).WithErrorCode("fulfilment.carrier-too-long");
        RuleFor(command => command.TrackingCode).Must(text => Typing.IsLine(text, 0, 60)).WithErrorCode("fulfilment.tracking-too-long");
        RuleFor(command => command.CourierPhone).Must(text => text.Length == 0 || (text.Length <= 20 && Phone.LooksLikeOne(text) && text.Count(char.IsAsciiDigit) >= FewestDigits))
            .WithErrorCode("fulfilment.courier-phone-wrong");
    }
}

internal sealed class TakeStepHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<TakeStep, Result>
{
    public async Task<Result> Handle(TakeStep command, CancellationToken ct)
    {
        if (await db.OrderOfPart(command.Producer, command.Number, ct) is not { } found)
        {
            return OrderRefusals.NotFound;
        }

        var (order, part) = found;
        var now = clock.GetUtcNow();
        return command.Step switch
        {
            PartStep.Accept => order.Accept(part, now, command.Actor),
            PartStep.Pack => order.Pack(part, now, command.Actor),
            PartStep.Send => order.Send(part, command.Carrier, command.TrackingCode, now, command.Actor, command.CourierPhone),
            _ => order.Deliver(part, now, command.Actor),
        };
    }
}

internal static class PartLoading
{
    /// <summary>The whole order behind a producer's part, or nothing when the part is not theirs to make.</summary>
    public static async Task<(Order Order, ProducerOrderId Part)?> OrderOfPart(this MarketplaceDb db, ProducerId producer, string number, CancellationToken ct)
    {
        var found = await db.PartsToMake(producer).Where(part => part.Number == number).Select(part => (ProducerOrderId?)part.Id).SingleOrDefaultAsync(ct);
        return found is { } own && await db.OrderOfPart(number, ct) is { } order ? (order, own) : null;
    }
}

using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Lots;

/// <summary>Records a batch: its code, the day it was made and who made it, in equal parts.</summary>
public sealed record AddLot(ProducerId Producer, Actor Actor, ProductId Product, string Code, DateOnly? MadeOn, IReadOnlyList<Guid> Makers) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();
}

internal sealed class AddLotValidator : AbstractValidator<AddLot>
{
    public AddLotValidator()
    {
        RuleFor(command => command.Code).Must(text => Typing.IsLine(text, 1, 32)).WithErrorCode("listings.lot-code-required");
        RuleFor(command => command.MadeOn).NotNull().WithErrorCode("listings.lot-day-required");
        RuleFor(command => command.Makers).Must(makers => makers.Count is >= 1 and <= 200).WithErrorCode("listings.lot-makers-required");
    }
}

internal sealed class AddLotHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<AddLot, Result>
{
    private const int Whole = 10_000;

    public async Task<Result> Handle(AddLot command, CancellationToken ct)
    {
        if (await db.Products.SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct) is not { } product)
        {
            return ProductRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (command.MadeOn > now.VietnamDay())
        {
            return new Refusal("listings.lot-day-ahead", nameof(command.MadeOn));
        }

        var people = command.Makers.Distinct().Select(id => new PersonId(id)).ToList();
        if (await db.Lots.Include(lot => lot.Makers).SingleOrDefaultAsync(lot => lot.ProductId == command.Product && lot.Code == command.Code, ct) is { } same)
        {
            // The form sent twice made its batch the first time.
            return same.MadeOn == command.MadeOn && people.ToHashSet().SetEquals(same.Makers.Select(maker => maker.PersonId))
                ? Result.Ok
                : new Refusal("listings.lot-code-taken", nameof(command.Code));
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        var members = await db.Memberships.Where(membership => membership.ProducerId == command.Producer && people.Contains(membership.PersonId))
            .Select(membership => membership.PersonId).Distinct().ToListAsync(ct);
        if (members.Count != people.Count)
        {
            return new Refusal("listings.lot-makers-required", nameof(command.Makers));
        }

        var lot = new Lot { Id = LotId.New(), ProductId = command.Product, Code = command.Code, MadeOn = command.MadeOn!.Value, UnitId = product.OriginUnitId };
        var shares = Apportion.ByLargestRemainder(Whole, [.. people.Select(_ => 1L)]);
        for (var i = 0; i < people.Count; i++)
        {
            lot.AddMaker(people[i], (int)shares[i]);
        }

        db.Lots.Add(lot);
        db.Note(product, command.Actor, now, ("Lot", "", lot.Code));
        return Result.Ok;
    }
}

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
        var origin = await db.Products.SoldBy(command.Producer).Where(product => product.Id == command.Product).Select(product => (int?)product.OriginUnitId).SingleOrDefaultAsync(ct);
        if (origin is not { } unit)
        {
            return ProductRefusals.NotFound;
        }

        if (command.MadeOn > clock.GetUtcNow().VietnamDay())
        {
            return new Refusal("listings.lot-day-ahead", nameof(command.MadeOn));
        }

        if (await db.Lots.AnyAsync(lot => lot.ProductId == command.Product && lot.Code == command.Code, ct))
        {
            return new Refusal("listings.lot-code-taken", nameof(command.Code));
        }

        var people = command.Makers.Distinct().Select(id => new PersonId(id)).ToList();
        var members = await db.Memberships.Where(membership => membership.ProducerId == command.Producer && people.Contains(membership.PersonId))
            .Select(membership => membership.PersonId).Distinct().ToListAsync(ct);
        if (members.Count != people.Count)
        {
            return new Refusal("listings.lot-makers-required", nameof(command.Makers));
        }

        var lot = new Lot { Id = LotId.New(), ProductId = command.Product, Code = command.Code, MadeOn = command.MadeOn!.Value, UnitId = unit };
        var shares = Apportion.ByLargestRemainder(Whole, [.. people.Select(_ => 1L)]);
        for (var i = 0; i < people.Count; i++)
        {
            lot.AddMaker(people[i], (int)shares[i]);
        }

        db.Lots.Add(lot);
        return Result.Ok;
    }
}

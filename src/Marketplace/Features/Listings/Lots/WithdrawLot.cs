using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Lots;

/// <summary>Takes back a batch that was recorded wrongly, as long as no order names it: from then on it says who is paid.</summary>
public sealed record WithdrawLot(ProducerId Producer, Actor Actor, ProductId Product, LotId Lot) : ICommand<Result>, ITransactional, IProducerAct
{
    public string About => Product.Value.ToString();
}

internal sealed class WithdrawLotHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<WithdrawLot, Result>
{
    public async Task<Result> Handle(WithdrawLot command, CancellationToken ct)
    {
        var product = await db.Products.SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        var lot = await db.Lots.Include(lot => lot.Makers).SingleOrDefaultAsync(lot => lot.Id == command.Lot, ct);
        if (product is null || (lot is not null && lot.ProductId != product.Id))
        {
            return ProductRefusals.NotFound;
        }

        if (lot is null)
        {
            return Result.Ok;
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        if (await db.OrderLines.AnyAsync(line => line.ProductId == product.Id && line.LotId == lot.Id, ct))
        {
            return new Refusal("listings.lot-ordered", "", lot.Code);
        }

        db.Lots.Remove(lot);
        db.Note(product, command.Actor, clock.GetUtcNow(), ("Lot", lot.Code, ""));
        return Result.Ok;
    }
}

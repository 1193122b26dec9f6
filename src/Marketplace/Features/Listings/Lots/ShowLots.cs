using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Lots;

/// <summary>The batches of a listing and the people who can have made one, or nothing when it is not this producer's.</summary>
public sealed record ShowLots(ProducerId Producer, ProductId Product) : IQuery<LotsPage?>;

public sealed record LotsPage(string Root, string NameVi, IReadOnlyList<LotRow> Lots, IReadOnlyList<ChoiceItem> Members)
{
    public static LotsPage None { get; } = new("", "", [], []);
}

public sealed record LotRow(Guid Id, string Code, DateOnly MadeOn, int Makers, bool IsOrdered);

internal sealed class ShowLotsHandler(MarketplaceDb db) : IRequestHandler<ShowLots, LotsPage?>
{
    public async Task<LotsPage?> Handle(ShowLots query, CancellationToken ct)
    {
        var product = await db.Products.AsNoTracking().SoldBy(query.Producer).Where(product => product.Id == query.Product)
            .Select(product => new { product.NameVi, Slug = db.Producers.Where(producer => producer.Id == product.ProducerId).Select(producer => producer.Slug).First() })
            .SingleOrDefaultAsync(ct);
        if (product is null)
        {
            return null;
        }

        var lots = await db.Lots.AsNoTracking().Where(lot => lot.ProductId == query.Product).OrderByDescending(lot => lot.MadeOn)
            .Select(lot => new LotRow(
                lot.Id.Value, lot.Code, lot.MadeOn, lot.Makers.Count, db.OrderLines.Any(line => line.ProductId == lot.ProductId && line.LotId == lot.Id)))
            .ToListAsync(ct);
        var members = await db.Memberships.AsNoTracking().Where(membership => membership.ProducerId == query.Producer)
            .Join(db.Persons, membership => membership.PersonId, person => person.Id, (_, person) => new { person.Id, person.FullName })
            .Distinct().OrderBy(person => person.FullName).ToListAsync(ct);
        return new LotsPage($"~/studio/{product.Slug}/listings/{query.Product.Value}", product.NameVi, lots, [.. members.Select(person => new ChoiceItem(person.Id.Value.ToString(), person.FullName))]);
    }
}

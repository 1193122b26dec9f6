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

public sealed record LotsPage(string NameVi, IReadOnlyList<LotRow> Lots, IReadOnlyList<ChoiceItem> Members)
{
    public static LotsPage None { get; } = new("", [], []);
}

public sealed record LotRow(string Code, DateOnly MadeOn, int Makers);

internal sealed class ShowLotsHandler(MarketplaceDb db) : IRequestHandler<ShowLots, LotsPage?>
{
    public async Task<LotsPage?> Handle(ShowLots query, CancellationToken ct)
    {
        var name = await db.Products.AsNoTracking().SoldBy(query.Producer).Where(product => product.Id == query.Product).Select(product => product.NameVi).SingleOrDefaultAsync(ct);
        if (name is null)
        {
            return null;
        }

        var lots = await db.Lots.AsNoTracking().Where(lot => lot.ProductId == query.Product).OrderByDescending(lot => lot.MadeOn)
            .Select(lot => new LotRow(lot.Code, lot.MadeOn, lot.Makers.Count))
            .ToListAsync(ct);
        var members = await db.Memberships.AsNoTracking().Where(membership => membership.ProducerId == query.Producer)
            .Join(db.Persons, membership => membership.PersonId, person => person.Id, (_, person) => new { person.Id, person.FullName })
            .Distinct().OrderBy(person => person.FullName).ToListAsync(ct);
        return new LotsPage(name, lots, [.. members.Select(person => new ChoiceItem(person.Id.Value.ToString(), person.FullName))]);
    }
}

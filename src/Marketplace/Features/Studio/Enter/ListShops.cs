using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Enter;

/// <summary>The producers someone may act for: their own and those that gave them a mandate.</summary>
public sealed record ListShops(UserId User) : IQuery<ShopListModel>;

public sealed record ShopListModel(IReadOnlyList<ShopRow> Shops);

public sealed record ShopRow(string Slug, string NameVi, string NameEn, ProducerStatus Status, string PlaceVi, DateTimeOffset? MandateUntil)
{
    public DateOnly? LastDay => MandateUntil?.AddTicks(-1).VietnamDay();
}

internal sealed class ListShopsHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ListShops, ShopListModel>
{
    public async Task<ShopListModel> Handle(ListShops query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = now.VietnamDay();
        var own = await db.Producers.AsNoTracking()
            .Where(producer => db.Memberships
                .Where(membership => membership.From <= today && (membership.Until == null || membership.Until >= today)
                    && db.Users.Where(user => user.Id == query.User.Value).Select(user => user.PersonId).Contains(membership.PersonId))
                .Select(membership => membership.ProducerId).Contains(producer.Id))
            .OrderBy(producer => producer.Slug)
            .Select(producer => new ShopRow(
                producer.Slug, producer.NameVi, producer.NameEn, producer.Status,
                db.AdminUnits.Where(unit => unit.Id == producer.UnitId).Select(unit => unit.NameVi).FirstOrDefault() ?? "", null))
            .ToListAsync(ct);
        var helped = await db.Mandates.AsNoTracking().InForce(now)
            .Where(mandate => mandate.HelperId == query.User)
            .Join(db.Producers, mandate => mandate.ProducerId, producer => producer.Id, (mandate, producer) => new { mandate, producer })
            .OrderBy(pair => pair.producer.Slug)
            .Select(pair => new ShopRow(
                pair.producer.Slug, pair.producer.NameVi, pair.producer.NameEn, pair.producer.Status,
                db.AdminUnits.Where(unit => unit.Id == pair.producer.UnitId).Select(unit => unit.NameVi).FirstOrDefault() ?? "", pair.mandate.Until))
            .ToListAsync(ct);

        return new ShopListModel([.. own, .. helped.DistinctBy(shop => shop.Slug).ExceptBy(own.Select(shop => shop.Slug), shop => shop.Slug)]);
    }
}

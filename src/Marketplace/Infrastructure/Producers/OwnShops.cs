using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Producers;

/// <summary>Nobody decides on a shop they belong to or help under a mandate, or did lately, nor on its money: a colleague does.</summary>
internal static class OwnShops
{
    /// <summary>For so many days after a place or a mandate ended whoever had it still stands too near to the shop.</summary>
    private const int DaysNear = 30;

    public static readonly Refusal Money = new("finance.own-shop");

    extension(MarketplaceDb db)
    {
        public Task<bool> IsOwnShop(UserId official, ProducerId producer, DateTimeOffset now, CancellationToken ct) =>
            db.ShopsOf(official, now).AnyAsync(shop => shop == producer, ct);

        /// <summary>Those on which this official decides nothing.</summary>
        public IQueryable<ProducerId> ShopsOf(UserId official, DateTimeOffset now)
        {
            var since = now.AddDays(-DaysNear);
            var lastDay = since.VietnamDay();
            return db.Users.Where(user => user.Id == official.Value)
                .Join(db.Memberships, user => user.PersonId, membership => membership.PersonId, (_, membership) => membership)
                .Where(membership => membership.Until == null || membership.Until >= lastDay)
                .Select(membership => membership.ProducerId)
                .Union(db.Mandates
                    .Where(mandate => mandate.HelperId == official && mandate.Until > since && (mandate.RevokedAt == null || mandate.RevokedAt > since))
                    .Select(mandate => mandate.ProducerId));
        }
    }
}

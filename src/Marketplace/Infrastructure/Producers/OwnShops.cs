using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Producers;

internal static class OwnShops
{
    /// <summary>For so many days after a place or a mandate ended whoever had it still stands too near to the shop.</summary>
    private const int DaysNear = 30;

    /// <summary>Nobody decides on a shop they belong to or help under a mandate, or did lately: a colleague does.</summary>
    public static async Task<bool> IsOwnShop(this MarketplaceDb db, UserId official, ProducerId producer, DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddDays(-DaysNear);
        var lastDay = since.VietnamDay();
        return await db.Users.Where(user => user.Id == official.Value)
                .Join(db.Memberships, user => user.PersonId, membership => membership.PersonId, (_, membership) => membership)
                .AnyAsync(membership => membership.ProducerId == producer && (membership.Until == null || membership.Until >= lastDay), ct)
            || await db.Mandates.AnyAsync(
                mandate => mandate.HelperId == official && mandate.ProducerId == producer && mandate.Until > since && (mandate.RevokedAt == null || mandate.RevokedAt > since), ct);
    }
}

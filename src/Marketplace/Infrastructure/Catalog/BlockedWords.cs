using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Catalog;

internal static class BlockedWords
{
    extension(MarketplaceDb db)
    {
        /// <summary>What everybody reads the moment it is changed takes no words of blocked goods that did not stand there before.</summary>
        /// <returns>Why not; nothing where none were added.</returns>
        public async Task<Refusal?> BlockedWordsAdded(DateOnly today, IReadOnlyList<string> before, IReadOnlyList<string> after, string field, CancellationToken ct)
        {
            if (before.SequenceEqual(after))
            {
                return null;
            }

            var goods = await db.BlockedGoods.On(today).AsNoTracking().ToListAsync(ct);
            var known = BlockedGoodsCheck.FindIn(goods, before).Select(match => match.Good.Slug).ToHashSet();
            var added = BlockedGoodsCheck.FindIn(goods, after).Where(match => !known.Contains(match.Good.Slug)).Select(match => match.Words).ToList();
            return added.Count == 0 ? null : new Refusal("listings.blocked-edit", field, string.Join(", ", added));
        }
    }
}

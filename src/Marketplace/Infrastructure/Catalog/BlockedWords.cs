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
        /// <summary>All that a moderator has read of goods on sale, or could; nothing of goods that are not.</summary>
        public async Task<IReadOnlyList<string>> WordsOnSale(Product product, CancellationToken ct)
        {
            if (!product.IsApproved)
            {
                return [];
            }

            await db.Entry(product).Collection(one => one.Photos).LoadAsync(ct);
            await db.Entry(product).Collection(one => one.Variants).LoadAsync(ct);
            return product.Words([]);
        }

        /// <summary>What everybody reads the moment it is changed takes no words of a kind of blocked goods of which none stood there before.</summary>
        /// <param name="today">Whose list.</param>
        /// <param name="before">All that a moderator has read.</param>
        /// <param name="after">What is written now.</param>
        /// <param name="field">Where it is said.</param>
        /// <param name="ct">Stops it.</param>
        /// <returns>Why not; nothing where none were added.</returns>
        public async Task<Refusal?> BlockedWordsAdded(DateOnly today, IReadOnlyList<string> before, IReadOnlyList<string> after, string field, CancellationToken ct)
        {
            var goods = await db.BlockedGoods.On(today).AsNoTracking().ToListAsync(ct);
            var known = BlockedGoodsCheck.FindIn(goods, before).Select(match => match.Good.Slug).ToHashSet();
            var added = BlockedGoodsCheck.FindIn(goods, after).Where(match => !known.Contains(match.Good.Slug)).Select(match => match.Words).ToList();
            return added.Count == 0 ? null : new Refusal("listings.blocked-edit", field, string.Join(", ", added));
        }
    }
}

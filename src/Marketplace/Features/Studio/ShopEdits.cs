using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Features.Studio;

/// <summary>What a shop changes in what it tells about itself counts at once and is kept for a moderator to look at.</summary>
internal static class ShopEdits
{
    extension(MarketplaceDb db)
    {
        /// <summary>Keeps those that are changes.</summary>
        public void Note(ProducerId producer, Actor actor, DateTimeOffset now, params IEnumerable<(string Field, string Before, string After)> changes)
        {
            foreach (var (field, before, after) in changes.Where(change => change.Before != change.After))
            {
                db.Keep(producer, actor, now, field, before, after);
            }
        }

        /// <summary>Keeps a change that the words alone may not show: another photo of the same.</summary>
        public void Keep(ProducerId producer, Actor actor, DateTimeOffset now, string field, string before, string after) => db.ProducerEdits.Add(new ProducerEdit
        {
            ProducerId = producer,
            At = now,
            ActorId = actor.UserId,
            PrincipalId = actor.Principal,
            Field = field,
            Before = before,
            After = after,
        });
    }
}

using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation;

/// <summary>How the messages about decisions are keyed in the outbox: the subject, then the version of it that was decided on.</summary>
internal static class ReviewMessages
{
    public static string Of(ProducerId producer) => $"producer-reviewed:{producer.Value:N}:";

    public static string Of(ProductId product) => $"product-reviewed:{product.Value:N}:";

    public static string OfReview(long review) => $"review-decided:{review}:";

    public static string OfCraft(long story) => $"craft-decided:{story}:";

    /// <summary>What no longer holds is not told: takes messages that have not left yet out of the outbox.</summary>
    public static async Task CallOff(this MarketplaceDb db, string messages, DateTimeOffset since, CancellationToken ct) => db.OutboxMessages.RemoveRange(
        await db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith(messages) && message.CreatedAt >= since && message.DoneAt == null).ToListAsync(ct));
}

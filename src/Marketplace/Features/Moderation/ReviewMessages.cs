using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;

namespace Marketplace.Features.Moderation;

/// <summary>How the messages about decisions are keyed in the outbox: the subject, then the version of it that was decided on.</summary>
internal static class ReviewMessages
{
    public static string Of(ProducerId producer) => $"producer-reviewed:{producer.Value:N}:";

    public static string Of(ProductId product) => $"product-reviewed:{product.Value:N}:";
}

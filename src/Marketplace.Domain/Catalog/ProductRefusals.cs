using Marketplace.Domain.Common;

namespace Marketplace.Domain.Catalog;

public static class ProductRefusals
{
    public static readonly Refusal NotFound = new("products.not-found");
    public static readonly Refusal NotADraft = new("products.not-a-draft");
    public static readonly Refusal NotWaitingForReview = new("products.not-waiting-for-review");
    public static readonly Refusal NotRejected = new("products.not-rejected");
    public static readonly Refusal ChangedSinceReview = new("products.changed-since-review");
    public static readonly Refusal NotOnSale = new("products.not-on-sale");
    public static readonly Refusal NotPaused = new("products.not-paused");
}

using Marketplace.Domain.Common;

namespace Marketplace.Domain.Reviews;

public static class ReviewRefusals
{
    public static readonly Refusal NotFound = new("reviews.not-found");
    public static readonly Refusal NotWaiting = new("reviews.not-waiting");
    public static readonly Refusal TooLateToUndo = new("moderation.undo-too-late");
}

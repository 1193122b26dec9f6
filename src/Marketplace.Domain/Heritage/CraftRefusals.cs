using Marketplace.Domain.Common;

namespace Marketplace.Domain.Heritage;

public static class CraftRefusals
{
    public static readonly Refusal NotFound = new("crafts.not-found");
    public static readonly Refusal NotEditable = new("crafts.not-editable");
    public static readonly Refusal NotSent = new("crafts.not-sent");
    public static readonly Refusal NotWaiting = new("crafts.not-waiting");
    public static readonly Refusal TooLateToUndo = new("moderation.undo-too-late");
    public static readonly Refusal TooManySteps = new("crafts.too-many-steps", "Photo", CraftStory.MostSteps);
    public static readonly Refusal TooFewSteps = new("crafts.too-few-steps", "Photo", CraftStory.FewestSteps, CraftStory.MostSteps);
    public static readonly Refusal WhoMissing = new("crafts.who-required", "WhoMayMakeVi", CraftStory.LongestWho);
    public static readonly Refusal AgreedMissing = new("crafts.agreed-required", "AgreedBy", CraftStory.LongestAgreed);

    /// <param name="position">Of the step, from 0.</param>
    public static Refusal StepWithoutWords(int position) => new("crafts.step-words-required", $"step-{position}", CraftStory.LongestStep);
}

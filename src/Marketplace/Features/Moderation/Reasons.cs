using Marketplace.Infrastructure.Localization;

namespace Marketplace.Features.Moderation;

/// <summary>What a moderator decides.</summary>
public enum Verdict
{
    Approve = 1,
    AskChanges = 2,
    Reject = 3,
}

/// <summary>Reason codes of decisions. Each has words for the maker: <c>moderation.words.CODE</c>.</summary>
internal static class Reasons
{
    public const int LongestMessage = 2000;

    public static IReadOnlyList<string> ForProducers { get; } =
        ["not-reachable", "place-wrong", "name-taken", "people-missing", "not-a-maker", "other"];

    public static IReadOnlyList<string> ForProducts { get; } =
        ["photo-unclear", "name-unclear", "story-missing", "price-odd", "category-wrong", "papers-missing", "health-claim", "not-own-work", "blocked-goods", "other"];

    public static IReadOnlyList<string> ForSuspension { get; } =
        ["not-reachable", "not-own-work", "blocked-goods", "orders-not-sent", "complaints", "asked-to", "other"];

    /// <summary>None of them is what a buyer thinks of the goods.</summary>
    public static IReadOnlyList<string> ForReviews { get; } =
        ["rude", "personal-data", "not-about-goods", "advertising", "photo-unfit", "untrue-buyer", "other"];

    public static IReadOnlyList<string> ForCrafts { get; } =
        ["photo-unclear", "steps-unclear", "people-unasked", "community-unasked", "sacred", "not-own-work", "other"];

    /// <summary>What the maker reads: what the moderator wrote, otherwise the words of the reasons.</summary>
    public static string Words(IEnumerable<string> reasons, string message, string language) =>
        message.Length > 0 ? message : string.Join('\n', reasons.Select(reason => Texts.In(language, "moderation.words." + reason)));
}

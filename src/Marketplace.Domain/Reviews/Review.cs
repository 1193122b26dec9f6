using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Reviews;

public enum ReviewState
{
    Waiting = 1,
    Published = 2,
    Refused = 3,
}

/// <summary>
/// What a buyer says of goods that came: one a line of an order. A moderator reads it before everybody does, and refuses it for how it is said, never for
/// being unfavourable.
/// </summary>
public sealed class Review : Aggregate
{
    public const int MostStars = 5;

    /// <summary>Characters of <see cref="Text"/> and of <see cref="Reply"/>.</summary>
    public const int Longest = 1000;

    /// <summary>Characters of <see cref="Name"/>.</summary>
    public const int LongestName = 40;

    public const int MostPhotos = 3;

    /// <summary>How long after the delivery one can be written or changed.</summary>
    public static readonly TimeSpan WrittenWithin = TimeSpan.FromDays(180);

    private readonly List<ReviewPhoto> _photos = [];

    public long Id { get; private set; }

    public required OrderLineId LineId { get; init; }

    public required ProductId ProductId { get; init; }

    public required ProducerId ProducerId { get; init; }

    /// <summary>1 to 5.</summary>
    public int Stars { get; private set; }

    /// <summary>The buyer's words; may be empty.</summary>
    public string Text { get; private set; } = "";

    /// <summary>As the buyer wants to be called beside it; need not be the name on the parcel.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Of the page it was typed on.</summary>
    public string Language { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }

    public ReviewState State { get; private set; } = ReviewState.Waiting;

    public UserId? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>What the buyer is told of a refusal.</summary>
    public string Refusal { get; private set; } = "";

    /// <summary>The maker's answer below it; may be empty.</summary>
    public string Reply { get; private set; } = "";

    public DateTimeOffset? RepliedAt { get; private set; }

    public IReadOnlyCollection<ReviewPhoto> Photos => _photos;

    public bool IsPublished => State == ReviewState.Published;

    /// <summary>Written, or written anew: it waits for a moderator, and what the maker answered to other words is gone.</summary>
    /// <param name="stars">1 to 5.</param>
    /// <param name="text">The buyer's words.</param>
    /// <param name="name">As the buyer wants to be called.</param>
    /// <param name="language">Of the page it was typed on.</param>
    /// <param name="photos">In place of the former; none leaves those that are there.</param>
    /// <param name="now">When.</param>
    public void Write(int stars, string text, string name, string language, IReadOnlyList<MediaId> photos, DateTimeOffset now)
    {
        TakeDown();
        (Stars, Text, Name, Language, WrittenAt) = (stars, text, name, language, now);
        (State, DecidedBy, DecidedAt, Refusal, Reply, RepliedAt) = (ReviewState.Waiting, null, null, "", "", null);
        if (photos.Count > 0)
        {
            _photos.Clear();
            _photos.AddRange(photos.Select((media, position) => new ReviewPhoto { MediaId = media, Position = position }));
        }

        Raise(new ReviewWritten(this));
    }

    public Result Publish(UserId moderator, DateTimeOffset now)
    {
        if (State != ReviewState.Waiting)
        {
            return ReviewRefusals.NotWaiting;
        }

        (State, DecidedBy, DecidedAt) = (ReviewState.Published, moderator, now);
        Raise(new ReviewPublished(this));
        Raise(new ProductChanged(ProductId));
        return Result.Ok;
    }

    /// <summary>Not to be seen, or no longer.</summary>
    public Result Refuse(string words, UserId moderator, DateTimeOffset now)
    {
        if (State == ReviewState.Refused)
        {
            return ReviewRefusals.NotWaiting;
        }

        TakeDown();
        (State, DecidedBy, DecidedAt, Refusal) = (ReviewState.Refused, moderator, now, words);
        Raise(new ReviewRefused(this));
        return Result.Ok;
    }

    /// <summary>Takes a moderator's own decision back while nobody was told of it: it waits again.</summary>
    public Result TakeBack(UserId moderator, DateTimeOffset now)
    {
        if (State == ReviewState.Waiting || DecidedBy != moderator || DecidedAt is not { } at || now >= at + ModeratorDecision.CanBeUndoneFor)
        {
            return ReviewRefusals.TooLateToUndo;
        }

        TakeDown();
        (State, DecidedBy, DecidedAt, Refusal) = (ReviewState.Waiting, null, null, "");
        return Result.Ok;
    }

    /// <summary>The maker's answer; nothing takes it away.</summary>
    public Result Answer(string reply, DateTimeOffset now)
    {
        if (!IsPublished)
        {
            return ReviewRefusals.NotFound;
        }

        (Reply, RepliedAt) = (reply, reply.Length == 0 ? null : now);
        Raise(new ProductChanged(ProductId));
        return Result.Ok;
    }

    /// <summary>Its buyer takes it back; the caller removes it.</summary>
    public void Withdraw() => TakeDown();

    /// <summary>Its buyer's account is closed: of the name its first letter is left.</summary>
    public void ForgetName()
    {
        var first = StringInfo.GetNextTextElement(Name);
        if (first.Length > 0)
        {
            Name = first + ".";
        }

        Raise(new ProductChanged(ProductId));
    }

    private void TakeDown()
    {
        if (IsPublished)
        {
            Raise(new ReviewTakenDown(ProductId, Stars));
            Raise(new ProductChanged(ProductId));
        }
    }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Heritage;

public enum CraftStoryState
{
    /// <summary>Its makers work on it.</summary>
    Draft = 1,

    /// <summary>Sent: a moderator reads it.</summary>
    Waiting = 2,

    Published = 3,

    /// <summary>Sent back, with words that say why.</summary>
    Returned = 4,
}

/// <summary>
/// How one shop does one craft, step by step in its own photos and words, and who may make it. It is knowledge of a community: it is told by makers only,
/// says who of the community agreed that it is told, and a moderator reads it before everybody does.
/// </summary>
public sealed class CraftStory : Aggregate
{
    public const int FewestSteps = 4;
    public const int MostSteps = 6;

    /// <summary>Characters of the words of a step.</summary>
    public const int LongestStep = 300;

    /// <summary>Characters of <see cref="WhoMayMakeVi"/> and <see cref="WhoMayMakeEn"/>.</summary>
    public const int LongestWho = 400;

    /// <summary>Characters of <see cref="AgreedBy"/>.</summary>
    public const int LongestAgreed = 200;

    private readonly List<CraftStep> _steps = [];

    public long Id { get; private set; }

    public required ProducerId ProducerId { get; init; }

    /// <summary>The craft: one story a shop and craft.</summary>
    public required int TechniqueId { get; init; }

    public CraftStoryState State { get; private set; } = CraftStoryState.Draft;

    /// <summary>Who of the community makes it, and what others may not make or sell of it.</summary>
    public string WhoMayMakeVi { get; private set; } = "";

    public string WhoMayMakeEn { get; private set; } = "";

    /// <summary>Who of the community agreed that it is told, and in which role. For moderators only.</summary>
    public string AgreedBy { get; private set; } = "";

    /// <summary>Of the last step or word of it: who changes a step changes this row too, so that two who do so at once are told.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public UserId? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was sent back; empty unless it was.</summary>
    public string Message { get; private set; } = "";

    public IReadOnlyCollection<CraftStep> Steps => _steps;

    public bool CanBeEdited => State is CraftStoryState.Draft or CraftStoryState.Returned;

    public bool IsPublished => State == CraftStoryState.Published;

    public Result AddStep(MediaId media, string vi, string en, DateTimeOffset now)
    {
        if (!CanBeEdited)
        {
            return CraftRefusals.NotEditable;
        }

        if (_steps.Count >= MostSteps)
        {
            return CraftRefusals.TooManySteps;
        }

        _steps.Add(new CraftStep { MediaId = media, Position = _steps.Count, TextVi = vi, TextEn = en });
        return Rework(now);
    }

    /// <summary>Says a step in other words. One that is gone is left alone.</summary>
    public Result Describe(MediaId media, string vi, string en, DateTimeOffset now)
    {
        if (!CanBeEdited)
        {
            return CraftRefusals.NotEditable;
        }

        if (_steps.Find(step => step.MediaId == media) is { } step && (step.TextVi, step.TextEn) != (vi, en))
        {
            (step.TextVi, step.TextEn) = (vi, en);
            return Rework(now);
        }

        return Result.Ok;
    }

    /// <summary>Lets a step change places with the one before it.</summary>
    public Result MoveUp(MediaId media, DateTimeOffset now)
    {
        var ordered = InOrder();
        var place = ordered.FindIndex(step => step.MediaId == media);
        if (place > 0)
        {
            (ordered[place - 1], ordered[place]) = (ordered[place], ordered[place - 1]);
        }

        return Number(ordered, now);
    }

    public Result Remove(MediaId media, DateTimeOffset now)
    {
        if (CanBeEdited)
        {
            _steps.RemoveAll(step => step.MediaId == media);
        }

        return Number(InOrder(), now);
    }

    public Result Say(string whoVi, string whoEn, string agreedBy, DateTimeOffset now)
    {
        if (!CanBeEdited)
        {
            return CraftRefusals.NotEditable;
        }

        if ((WhoMayMakeVi, WhoMayMakeEn, AgreedBy) == (whoVi, whoEn, agreedBy))
        {
            return Result.Ok;
        }

        (WhoMayMakeVi, WhoMayMakeEn, AgreedBy) = (whoVi, whoEn, agreedBy);
        return Rework(now);
    }

    /// <summary>To the moderators, when it is whole.</summary>
    public Result Send(DateTimeOffset now)
    {
        if (!CanBeEdited)
        {
            return CraftRefusals.NotEditable;
        }

        List<Refusal> missing = [];
        if (_steps.Count is < FewestSteps or > MostSteps)
        {
            missing.Add(CraftRefusals.TooFewSteps);
        }

        if (InOrder().FindIndex(step => step.TextVi.Length == 0) is >= 0 and var place)
        {
            missing.Add(CraftRefusals.StepWithoutWords(place));
        }

        if (WhoMayMakeVi.Length == 0)
        {
            missing.Add(CraftRefusals.WhoMissing);
        }

        if (AgreedBy.Length == 0)
        {
            missing.Add(CraftRefusals.AgreedMissing);
        }

        if (missing.Count > 0)
        {
            return Result.Refused(missing);
        }

        (State, SentAt, DecidedBy, DecidedAt, Message) = (CraftStoryState.Waiting, now, null, null, "");
        Raise(new CraftStoryReopened(this));
        return Result.Ok;
    }

    /// <summary>Its makers take it back, to change it or because the community no longer wants it told.</summary>
    public Result TakeBack()
    {
        if (State is not (CraftStoryState.Waiting or CraftStoryState.Published))
        {
            return CraftRefusals.NotSent;
        }

        (State, DecidedBy, DecidedAt) = (CraftStoryState.Draft, null, null);
        Raise(new CraftStoryReopened(this));
        return Result.Ok;
    }

    public Result Publish(UserId moderator, DateTimeOffset now)
    {
        if (State != CraftStoryState.Waiting)
        {
            return CraftRefusals.NotWaiting;
        }

        (State, DecidedBy, DecidedAt) = (CraftStoryState.Published, moderator, now);
        Raise(new CraftStoryPublished(this));
        return Result.Ok;
    }

    /// <summary>Back to its makers; one that everybody saw is seen no longer.</summary>
    public Result Return(string words, UserId moderator, DateTimeOffset now)
    {
        if (State is not (CraftStoryState.Waiting or CraftStoryState.Published))
        {
            return CraftRefusals.NotWaiting;
        }

        (State, DecidedBy, DecidedAt, Message) = (CraftStoryState.Returned, moderator, now, words);
        Raise(new CraftStoryReturned(this));
        return Result.Ok;
    }

    /// <summary>Takes a moderator's own decision back while nobody was told of it: it waits again. One that its makers went on with is theirs.</summary>
    public Result Undo(UserId moderator, DateTimeOffset now)
    {
        if (DecidedBy != moderator || DecidedAt is not { } at || now >= at + ModeratorDecision.CanBeUndoneFor)
        {
            return CraftRefusals.TooLateToUndo;
        }

        (State, DecidedBy, DecidedAt, Message) = (CraftStoryState.Waiting, null, null, "");
        Raise(new CraftStoryReopened(this));
        return Result.Ok;
    }

    /// <summary>Its makers take it away for good; the caller removes it.</summary>
    public void Withdraw() => Raise(new CraftStoryReopened(this));

    private List<CraftStep> InOrder() => [.. _steps.OrderBy(step => step.Position)];

    private Result Number(List<CraftStep> ordered, DateTimeOffset now)
    {
        if (!CanBeEdited)
        {
            return CraftRefusals.NotEditable;
        }

        for (var position = 0; position < ordered.Count; position++)
        {
            ordered[position].Position = position;
        }

        return Rework(now);
    }

    /// <summary>What a moderator decided was decided on something else. The words of why it came back stay until it is sent again.</summary>
    private Result Rework(DateTimeOffset now)
    {
        (State, DecidedBy, DecidedAt, ChangedAt) = (CraftStoryState.Draft, null, null, now);
        return Result.Ok;
    }
}

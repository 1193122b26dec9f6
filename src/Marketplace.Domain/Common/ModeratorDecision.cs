using Marketplace.Domain.Accounts;

namespace Marketplace.Domain.Common;

/// <summary>What a moderator decided, with reasons; for a short while the same moderator may take it back.</summary>
public abstract class ModeratorDecision
{
    /// <summary>The maker is told only when this has passed, so that a slip of the hand reaches nobody.</summary>
    public static readonly TimeSpan CanBeUndoneFor = TimeSpan.FromMinutes(10);

    public long Id { get; private set; }

    public required UserId ModeratorId { get; init; }

    /// <summary>Reason codes, separated by |.</summary>
    public required string Reasons { get; init; }

    public required string Message { get; init; }

    /// <summary>The words the maker saw until then; they come back with an undo.</summary>
    public string MessageBefore { get; init; } = "";

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public Result Undo(UserId moderator, DateTimeOffset now)
    {
        if (UndoneAt is not null || moderator != ModeratorId || now >= At + CanBeUndoneFor)
        {
            return new Refusal("moderation.undo-too-late");
        }

        UndoneAt = now;
        return Result.Ok;
    }
}

using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;

namespace Marketplace.Domain.Orders;

/// <summary>What a buyer said is wrong with an order, or somebody who follows it. While it is open, the makers of the order are not paid out.</summary>
public sealed class OrderProblem
{
    /// <summary>Characters of <see cref="Text"/>.</summary>
    public const int Longest = 2000;

    /// <summary>Characters of <see cref="Answer"/>.</summary>
    public const int LongestAnswer = 1000;

    public long Id { get; private set; }

    public required OrderId OrderId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Text { get; init; }

    /// <summary>The parcel it is about; nothing when it is the whole order, or its buyer did not say.</summary>
    public ProducerOrderId? PartId { get; init; }

    /// <summary>Told by somebody who knew the order's code and telephone, which stand on every slip, and need not be its buyer.</summary>
    public required bool IsByFollower { get; init; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public UserId? ClosedBy { get; private set; }

    /// <summary>What the buyer was told when it was closed.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>A moderator has put it right, or found that nothing is to be done.</summary>
    public void Close(DateTimeOffset now, UserId moderator, string answer) => (ClosedAt, ClosedBy, Answer) = (now, moderator, answer);
}

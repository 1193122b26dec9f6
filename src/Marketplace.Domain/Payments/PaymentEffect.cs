namespace Marketplace.Domain.Payments;

/// <summary>Makes one effect of one provider object happen once, also when its notification has no id of its own.</summary>
public sealed class PaymentEffect
{
    public long Id { get; private set; }

    public required string Provider { get; init; }

    public required string ObjectId { get; init; }

    public required string Effect { get; init; }

    public required DateTimeOffset At { get; init; }
}

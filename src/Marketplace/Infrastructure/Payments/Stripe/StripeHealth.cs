namespace Marketplace.Infrastructure.Payments.Stripe;

/// <summary>
/// Whether Stripe answers. After some calls in a row without an answer, cards are not offered for a while: a buyer at the checkout then sees another way, or
/// keeps the cart, instead of an order that cannot be paid. Calls that must be made go on, and the first answer ends it.
/// </summary>
internal sealed class StripeHealth(TimeProvider clock)
{
    private const int SilencesInARow = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private int _silences;
    private DateTimeOffset _downUntil;

    public bool IsDown
    {
        get
        {
            lock (_turn)
            {
                return clock.GetUtcNow() < _downUntil;
            }
        }
    }

    public void Answered()
    {
        lock (_turn)
        {
            (_silences, _downUntil) = (0, default);
        }
    }

    public void Silent()
    {
        lock (_turn)
        {
            if (++_silences >= SilencesInARow)
            {
                _downUntil = clock.GetUtcNow() + Pause;
            }
        }
    }
}

namespace Marketplace.Domain.Common;

/// <summary>An amount in whole minor units of one currency: đồng, or cents. Never a fraction.</summary>
public readonly record struct Money(long MinorUnits, Currency Currency)
{
    /// <summary>An amount of đồng.</summary>
    public static Money Vnd(long dong) => new(dong, Currency.Vnd);

    public static Money Zero(Currency currency) => new(0, currency);

    public bool IsZero => MinorUnits == 0;

    public static Money operator +(Money left, Money right) => SameCurrency(left, right, checked(left.MinorUnits + right.MinorUnits));

    public static Money operator -(Money left, Money right) => SameCurrency(left, right, checked(left.MinorUnits - right.MinorUnits));

    public static Money operator -(Money money) => money with { MinorUnits = checked(-money.MinorUnits) };

    public static Money operator *(Money money, int quantity) => money with { MinorUnits = checked(money.MinorUnits * quantity) };

    /// <summary>Splits by weight, largest remainder first, so that the shares always add up to the whole. Negative amounts split alike.</summary>
    /// <exception cref="ArgumentException">No weights, a negative weight, or all weights zero while there is something to split.</exception>
    public IReadOnlyList<Money> Allocate(params ReadOnlySpan<long> weights)
    {
        var currency = Currency;
        return [.. Apportion.ByLargestRemainder(MinorUnits, weights).Select(share => new Money(share, currency))];
    }

    private static Money SameCurrency(Money left, Money right, long minorUnits) =>
        left.Currency == right.Currency
            ? left with { MinorUnits = minorUnits }
            : throw new InvalidOperationException($"Cannot combine {left.Currency.Code} with {right.Currency.Code}.");

    /// <inheritdoc/>
    public override string ToString() => $"{MinorUnits} {Currency.Code} (minor units)";
}

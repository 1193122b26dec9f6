namespace Marketplace.Domain.Common;

/// <summary>Splits whole units so that the parts always sum to the whole (Hamilton's method of the largest remainder).</summary>
public static class Apportion
{
    /// <summary>Shares of <paramref name="total"/> in proportion to <paramref name="weights"/>; equal remainders favour the earlier share.</summary>
    public static long[] ByLargestRemainder(long total, params ReadOnlySpan<long> weights)
    {
        var sum = Int128.Zero;
        foreach (var weight in weights)
        {
            sum += weight >= 0 ? weight : throw new ArgumentException("A weight cannot be negative.", nameof(weights));
        }

        if (sum == 0)
        {
            return total == 0 ? new long[weights.Length] : throw new ArgumentException("There must be a weight above zero.", nameof(weights));
        }

        var sign = total < 0 ? -1 : 1;
        var amount = Int128.Abs(total);
        var shares = new long[weights.Length];
        var remainders = new (Int128 Remainder, int Index)[weights.Length];
        var left = amount;
        for (var i = 0; i < weights.Length; i++)
        {
            var (quotient, remainder) = Int128.DivRem(amount * weights[i], sum);
            shares[i] = (long)quotient * sign;
            remainders[i] = (remainder, i);
            left -= quotient;
        }

        Array.Sort(remainders, static (one, other) =>
            one.Remainder == other.Remainder ? one.Index.CompareTo(other.Index) : other.Remainder.CompareTo(one.Remainder));
        for (var i = 0; i < (int)left; i++)
        {
            shares[remainders[i].Index] += sign;
        }

        return shares;
    }

    /// <summary>The part of <paramref name="amount"/> at a rate in hundredths of a percent, rounded down once.</summary>
    public static long AtBasisPoints(long amount, int basisPoints) => (long)((Int128)amount * basisPoints / 10_000);
}

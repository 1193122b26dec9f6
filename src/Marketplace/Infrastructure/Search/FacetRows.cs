using System.Numerics;

namespace Marketplace.Infrastructure.Search;

/// <summary>A value products can be narrowed by: its number in the <see cref="FacetRows"/> and the products that have it.</summary>
internal sealed class FacetValue(int number)
{
    public int Number { get; } = number;

    public Bits Products { get; } = new();
}

/// <summary>
/// Each product's facet values as numbers in one row of one array, so that counting a few thousand products walks memory in order instead of
/// fetching an object for each.
/// </summary>
internal sealed class FacetRows
{
    /// <summary>Stands for "nothing here" and for values that are not kept in rows.</summary>
    public const int Unnumbered = 0;

    private ushort[] _numbers = [];
    private int _last = Unnumbered;

    /// <summary>How many values one row has room for.</summary>
    public int Width { get; private set; } = 8;

    /// <summary>One more than the highest number given away: the room counters need.</summary>
    public int Numbers => _last + 1;

    public IReadOnlyList<FacetValue> this[int slot]
    {
        set
        {
            if (value.Count > Width)
            {
                Widen(value.Count);
            }

            if ((slot + 1) * Width > _numbers.Length)
            {
                Array.Resize(ref _numbers, Math.Max(_numbers.Length * 2, (slot + 1) * Width));
            }

            var row = _numbers.AsSpan(slot * Width, Width);
            row.Clear();
            for (var i = 0; i < value.Count; i++)
            {
                row[i] = checked((ushort)value[i].Number);
            }
        }
    }

    public int NewNumber() => ++_last;

    /// <summary>
    /// Writes, at each value's number, how many members of <paramref name="set"/> have it. Neighbours often share values, and counting up the same
    /// place twice in a row waits for memory: they take turns at two halves, so <paramref name="counters"/> has room for twice the numbers.
    /// </summary>
    public void CountIn(ReadOnlySpan<ulong> set, Span<int> counters)
    {
        counters.Clear();
        var half = 0;
        for (var i = 0; i < set.Length; i++)
        {
            for (var word = set[i]; word != 0; word &= word - 1)
            {
                var slot = (i << 6) + BitOperations.TrailingZeroCount(word);
                foreach (var number in _numbers.AsSpan(slot * Width, Width))
                {
                    if (number == Unnumbered)
                    {
                        break;
                    }

                    counters[half + number]++;
                }

                half = Numbers - half;
            }
        }

        for (var number = 0; number < Numbers; number++)
        {
            counters[number] += counters[Numbers + number];
        }
    }

    private void Widen(int width)
    {
        var wider = new ushort[_numbers.Length / Width * width];
        for (var slot = 0; slot < _numbers.Length / Width; slot++)
        {
            _numbers.AsSpan(slot * Width, Width).CopyTo(wider.AsSpan(slot * width));
        }

        (_numbers, Width) = (wider, width);
    }
}

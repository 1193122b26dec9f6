using System.Numerics;

namespace Marketplace.Infrastructure.Search;

/// <summary>A growing set of small whole numbers, for intersecting and counting many products at once.</summary>
internal sealed class Bits
{
    private ulong[] _words = new ulong[16];

    public ReadOnlySpan<ulong> Words => _words;

    public bool this[int index]
    {
        get => index >> 6 < _words.Length && (_words[index >> 6] & (1UL << index)) != 0;
        set
        {
            if (index >> 6 >= _words.Length)
            {
                if (!value)
                {
                    return;
                }

                Array.Resize(ref _words, Math.Max(_words.Length * 2, (index >> 6) + 1));
            }

            if (value)
            {
                _words[index >> 6] |= 1UL << index;
            }
            else
            {
                _words[index >> 6] &= ~(1UL << index);
            }
        }
    }

    public int Count() => Count(_words);

    public static int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>How many members of <paramref name="set"/> are in here.</summary>
    public int CountIn(ReadOnlySpan<ulong> set)
    {
        var words = _words.AsSpan(0, Math.Min(_words.Length, set.Length));
        set = set[..words.Length];
        var count = 0;
        for (var i = 0; i < words.Length; i++)
        {
            count += BitOperations.PopCount(words[i] & set[i]);
        }

        return count;
    }

    public void CopyTo(Span<ulong> target)
    {
        var words = _words.AsSpan(0, Math.Min(_words.Length, target.Length));
        words.CopyTo(target);
        target[words.Length..].Clear();
    }

    public void OrInto(Span<ulong> target)
    {
        var words = _words.AsSpan(0, Math.Min(_words.Length, target.Length));
        for (var i = 0; i < words.Length; i++)
        {
            target[i] |= words[i];
        }
    }
}

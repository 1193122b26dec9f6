using System.Buffers;
using System.Numerics;

namespace Marketplace.Infrastructure.Search;

/// <summary>One answer of the <see cref="CatalogIndex"/>, computed while its reader's lock is held.</summary>
internal sealed class CatalogSearch(CatalogIndex index, CatalogQuery query)
{
    private const int Facets = 6;

    private static readonly Comparer<(Keyset Key, int Slot)> FirstFirst = Comparer<(Keyset Key, int Slot)>.Create((one, other) => one.Key.CompareTo(other.Key));
    private static readonly Comparer<(Keyset Key, int Slot)> LastFirst = Comparer<(Keyset Key, int Slot)>.Create((one, other) => other.Key.CompareTo(one.Key));

    private readonly int _words = (index.Entries.Count + 63) / 64;

    public CatalogPage Run()
    {
        var pool = ArrayPool<ulong>.Shared;
        var rented = pool.Rent(Math.Max(1, _words * 3));
        var scores = query.Hits is null ? null : ArrayPool<int>.Shared.Rent(Math.Max(1, index.Entries.Count));
        try
        {
            var scope = rented.AsSpan(0, _words);
            var all = rented.AsSpan(_words, _words);
            var scratch = rented.AsSpan(_words * 2, _words);
            Start(scope, scores);
            Apply(scope, scratch, choice => choice.IsScope);
            scope.CopyTo(all);
            Apply(all, scratch, choice => !choice.IsScope);
            var total = Bits.Count(all);
            var (slots, more) = Page(all, total, scores);
            var counts = query.CountFacets ? Counts(scope, all, scratch, total) : null;
            var keys = slots.ConvertAll(slot => KeyOf(slot, scores));
            var isBackwards = query.Before is not null;
            return new CatalogPage(
                total, slots.ConvertAll(slot => index.Entries[slot].CardId),
                slots.Count > 0 && (isBackwards || more) ? keys[^1] : null,
                slots.Count > 0 && (isBackwards ? more : query.After is not null) ? keys[0] : null,
                counts);
        }
        finally
        {
            pool.Return(rented);
            if (scores is not null)
            {
                ArrayPool<int>.Shared.Return(scores);
            }
        }
    }

    private void Start(Span<ulong> set, int[]? scores)
    {
        if (query.Hits is { } hits)
        {
            set.Clear();
            for (var i = 0; i < hits.CardIds.Count; i++)
            {
                if (index.SlotOf(hits.CardIds[i]) is { } slot && index.Listed[slot])
                {
                    set[slot >> 6] |= 1UL << slot;
                    scores![slot] = hits.Scores[i];
                }
            }
        }
        else
        {
            index.Listed.CopyTo(set);
        }

        if (query.Producer is { } producer)
        {
            var mine = index.ProductsOf(producer);
            for (var i = 0; i < set.Length; i++)
            {
                set[i] &= mine is not null && i < mine.Words.Length ? mine.Words[i] : 0;
            }
        }
    }

    private void Apply(Span<ulong> set, Span<ulong> scratch, Func<FacetChoice, bool> wanted)
    {
        foreach (var choice in query.Choices)
        {
            if (wanted(choice))
            {
                scratch.Clear();
                foreach (var value in choice.Values)
                {
                    index.Facets[(int)choice.Facet].GetValueOrDefault(value)?.Products.OrInto(scratch);
                }

                for (var i = 0; i < set.Length; i++)
                {
                    set[i] &= scratch[i];
                }
            }
        }
    }

    /// <summary>Dense sets are walked in the ready-made order, sparse ones are collected and sorted: whichever touches less.</summary>
    private (List<int> Slots, bool More) Page(ReadOnlySpan<ulong> set, int total, int[]? scores)
    {
        var canWalk = query.Sort != CatalogSort.Relevance && (long)total * total > 24L * Math.Max(1, index.ListedCount);
        var found = canWalk ? Walk(set) : Collect(set, scores);
        var more = found.Count > query.Size;
        if (more)
        {
            found.RemoveAt(query.Size);
        }

        if (query.Before is not null)
        {
            found.Reverse();
        }

        return (found, more);
    }

    private List<int> Walk(ReadOnlySpan<ulong> set)
    {
        var order = index.Order(query.Sort);
        var slots = new List<int>(query.Size + 1);
        if (query.Before is { } before)
        {
            for (var i = CatalogIndex.Position(order, before) - 1; i >= 0 && slots.Count <= query.Size; i--)
            {
                Take(set, order[i].Slot, slots);
            }

            return slots;
        }

        var start = query.After is { } after ? CatalogIndex.Position(order, after) : 0;
        for (var i = start; i < order.Count && slots.Count <= query.Size; i++)
        {
            if (order[i].Key != query.After)
            {
                Take(set, order[i].Slot, slots);
            }
        }

        return slots;
    }

    private static void Take(ReadOnlySpan<ulong> set, int slot, List<int> slots)
    {
        if ((set[slot >> 6] & (1UL << slot)) != 0)
        {
            slots.Add(slot);
        }
    }

    /// <summary>Keeps the best few while passing all: those that answer worse than the last kept are not even looked up.</summary>
    private List<int> Collect(ReadOnlySpan<ulong> set, int[]? scores)
    {
        var best = new List<(Keyset Key, int Slot)>(query.Size + 2);
        var isBackwards = query.Before is not null;
        for (var i = 0; i < set.Length; i++)
        {
            for (var word = set[i]; word != 0; word &= word - 1)
            {
                var slot = (i << 6) + BitOperations.TrailingZeroCount(word);
                if (best.Count > query.Size && !isBackwards && query.Sort == CatalogSort.Relevance && -scores![slot] > best[^1].Key.First)
                {
                    continue;
                }

                var key = KeyOf(slot, scores);
                if ((query.After is { } after && key.CompareTo(after) <= 0) || (query.Before is { } before && key.CompareTo(before) >= 0))
                {
                    continue;
                }

                var at = best.BinarySearch((key, slot), isBackwards ? LastFirst : FirstFirst);
                if (~at <= query.Size)
                {
                    best.Insert(~at, (key, slot));
                    if (best.Count > query.Size + 1)
                    {
                        best.RemoveAt(best.Count - 1);
                    }
                }
            }
        }

        return best.ConvertAll(row => row.Slot);
    }

    private Keyset KeyOf(int slot, int[]? scores) => query.Sort == CatalogSort.Relevance
        ? new Keyset(-(scores?[slot] ?? 0), index.Entries[slot].Newness, index.Entries[slot].CardId)
        : index.Entries[slot].Key(query.Sort);

    /// <summary>Those of words and of one maker are counted each time: too many different ones are asked for, over few products.</summary>
    private IReadOnlyDictionary<int, int>[] Counts(ReadOnlySpan<ulong> scope, ReadOnlySpan<ulong> all, Span<ulong> scratch, int total)
    {
        if (query.Hits is not null || query.Producer is not null)
        {
            return CountFacets(scope, all, scratch, total);
        }

        var list = string.Join(';', query.Choices
            .OrderBy(choice => choice.Facet).ThenBy(choice => choice.IsScope)
            .Select(choice => $"{(int)choice.Facet}{(choice.IsScope ? '!' : '=')}{string.Join(',', choice.Values.Order())}"));
        if (index.Counts.Of(list) is { } kept)
        {
            return kept;
        }

        var counts = CountFacets(scope, all, scratch, total);
        index.Counts.Keep(list, counts);
        return counts;
    }

    /// <summary>A facet's counts hold with every other choice but its own, so that a second value of it can be added.</summary>
    private Dictionary<int, int>[] CountFacets(ReadOnlySpan<ulong> scope, ReadOnlySpan<ulong> all, Span<ulong> scratch, int total)
    {
        var counts = new Dictionary<int, int>[Facets];
        var chosen = query.Choices.Where(choice => !choice.IsScope).Select(choice => choice.Facet).ToHashSet();
        var free = Enumerable.Range(0, Facets).Where(facet => !chosen.Contains((Facet)facet));
        Count(free, all, total, counts);
        if (chosen.Count > 0)
        {
            var rented = ArrayPool<ulong>.Shared.Rent(Math.Max(1, _words));
            var others = rented.AsSpan(0, _words);
            foreach (var own in chosen)
            {
                scope.CopyTo(others);
                Apply(others, scratch, choice => !choice.IsScope && choice.Facet != own);
                Count([(int)own], others, Bits.Count(others), counts);
            }

            ArrayPool<ulong>.Shared.Return(rented);
        }

        return counts;
    }

    /// <summary>Product by product, or value by value where that touches less.</summary>
    private void Count(IEnumerable<int> facets, ReadOnlySpan<ulong> set, int size, Dictionary<int, int>[] counts)
    {
        var rows = index.Rows;
        var isByProduct = (long)size * rows.Width < (long)_words * rows.Numbers;
        var counters = ArrayPool<int>.Shared.Rent(rows.Numbers * 2);
        if (isByProduct)
        {
            rows.CountIn(set, counters.AsSpan(0, rows.Numbers * 2));
        }

        foreach (var facet in facets)
        {
            counts[facet] = [];
            foreach (var (value, known) in index.Facets[facet])
            {
                if ((isByProduct && known.Number != FacetRows.Unnumbered ? counters[known.Number] : known.Products.CountIn(set)) is var count and > 0)
                {
                    counts[facet][value] = count;
                }
            }
        }

        ArrayPool<int>.Shared.Return(counters);
    }
}

using System.Buffers;
using System.Numerics;

namespace Marketplace.Infrastructure.Search;

/// <summary>One answer of the <see cref="CatalogIndex"/>, computed while its reader's lock is held.</summary>
internal sealed class CatalogSearch(CatalogIndex index, CatalogQuery query)
{
    private const int Facets = 6;

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
            var counts = query.CountFacets ? CountFacets(scope, all, scratch, total) : null;
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
                    index.Facets[(int)choice.Facet].GetValueOrDefault(value)?.OrInto(scratch);
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
        var found = canWalk ? Walk(set) : Collect(set, total, scores);
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

    private List<int> Collect(ReadOnlySpan<ulong> set, int total, int[]? scores)
    {
        var rows = new List<(Keyset Key, int Slot)>(total);
        for (var i = 0; i < set.Length; i++)
        {
            for (var word = set[i]; word != 0; word &= word - 1)
            {
                var slot = (i << 6) + BitOperations.TrailingZeroCount(word);
                var key = KeyOf(slot, scores);
                if ((query.After is not { } after || key.CompareTo(after) > 0) && (query.Before is not { } before || key.CompareTo(before) < 0))
                {
                    rows.Add((key, slot));
                }
            }
        }

        rows.Sort(static (one, other) => one.Key.CompareTo(other.Key));
        if (query.Before is not null)
        {
            rows.Reverse();
        }

        return rows.Count > query.Size ? rows.GetRange(0, query.Size + 1).ConvertAll(row => row.Slot) : rows.ConvertAll(row => row.Slot);
    }

    private Keyset KeyOf(int slot, int[]? scores) => query.Sort == CatalogSort.Relevance
        ? new Keyset(-(scores?[slot] ?? 0), index.Entries[slot].Newness, index.Entries[slot].CardId)
        : index.Entries[slot].Key(query.Sort);

    /// <summary>A facet's counts hold with every other choice but its own, so that a second value of it can be added.</summary>
    private Dictionary<int, int>[] CountFacets(ReadOnlySpan<ulong> scope, ReadOnlySpan<ulong> all, Span<ulong> scratch, int total)
    {
        var counts = new Dictionary<int, int>[Facets];
        var others = ArrayPool<ulong>.Shared.Rent(Math.Max(1, _words));
        for (var facet = 0; facet < Facets; facet++)
        {
            var own = (Facet)facet;
            if (query.Choices.Any(choice => choice.Facet == own && !choice.IsScope))
            {
                var set = others.AsSpan(0, _words);
                scope.CopyTo(set);
                Apply(set, scratch, choice => !choice.IsScope && choice.Facet != own);
                counts[facet] = Count(own, set, Bits.Count(set));
            }
            else
            {
                counts[facet] = Count(own, all, total);
            }
        }

        ArrayPool<ulong>.Shared.Return(others);
        return counts;
    }

    private Dictionary<int, int> Count(Facet facet, ReadOnlySpan<ulong> set, int size)
    {
        var counts = new Dictionary<int, int>();
        var values = index.Facets[(int)facet];
        if (facet != Facet.Certificate && size * 4 < _words * values.Count)
        {
            CountOneByOne(facet, set, counts);
            return counts;
        }

        foreach (var (value, bits) in values)
        {
            if (bits.CountIn(set) is var count and > 0)
            {
                counts[value] = count;
            }
        }

        return counts;
    }

    private void CountOneByOne(Facet facet, ReadOnlySpan<ulong> set, Dictionary<int, int> counts)
    {
        for (var i = 0; i < set.Length; i++)
        {
            for (var word = set[i]; word != 0; word &= word - 1)
            {
                var entry = index.Entries[(i << 6) + BitOperations.TrailingZeroCount(word)];
                switch (facet)
                {
                    case Facet.Category:
                        Add(counts, entry.CategoryId);
                        if (entry.ParentCategoryId is { } parent)
                        {
                            Add(counts, parent);
                        }

                        break;
                    case Facet.People when entry.PeopleId is { } people:
                        Add(counts, people);
                        break;
                    case Facet.Province:
                        Add(counts, entry.ProvinceId);
                        break;
                    case Facet.Price:
                        Add(counts, entry.Price);
                        break;
                    case Facet.Technique:
                        foreach (var technique in entry.Techniques)
                        {
                            Add(counts, technique);
                        }

                        break;
                }
            }
        }
    }

    private static void Add(Dictionary<int, int> counts, int value) => counts[value] = counts.GetValueOrDefault(value) + 1;
}

using System.Collections.Concurrent;

namespace Marketplace.Infrastructure.Search;

/// <summary>
/// Filter counts of lists without words, until one of them would differ: counting is the one part of a list that grows with the products, and most
/// readers open the same lists. Read and written while the index's lock is held, so that what is kept is what would be counted.
/// </summary>
internal sealed class ListCounts
{
    /// <summary>Room for the lists that have an address of their own (some two hundred); readers who choose filters freely do not fill memory.</summary>
    public const int MostLists = 300;

    private ConcurrentDictionary<string, Dictionary<int, int>[]> _lists = new();

    public IReadOnlyDictionary<int, int>[]? Of(string list) => _lists.GetValueOrDefault(list);

    public void Keep(string list, Dictionary<int, int>[] counts)
    {
        if (_lists.Count >= MostLists)
        {
            _lists = new();
        }

        _lists[list] = counts;
    }

    /// <summary>Under the lock that keeps readers out.</summary>
    public void Forget() => _lists = new();
}

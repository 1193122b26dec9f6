using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Search;

/// <summary>
/// Which products are listed, in memory: one bit per product and facet value, each product's values beside each other, and the three sort orders.
/// Filtering and finding a page cost nearly the same with a thousand products or a hundred thousand, and what was counted is kept
/// (<see cref="ListCounts"/>); the database is then asked for the twenty-four cards shown. Follows this process's saves at once (<see cref="CardKeeper"/>) and other nodes' within <see cref="CatchUpEvery"/>.
/// </summary>
internal sealed class CatalogIndex(IServiceScopeFactory scopes, TimeProvider clock, PageCache pages) : IDisposable
{
    private static readonly TimeSpan CatchUpEvery = TimeSpan.FromSeconds(10);

    /// <summary>A save's time stamp is taken before it commits, so a reader looks back this far.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly ReaderWriterLockSlim _gate = new();
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly List<CatalogEntry> _entries = [];
    private readonly Dictionary<ProducerId, Bits> _producers = [];
    private readonly Dictionary<int, FacetValue>[] _facets = [[], [], [], [], [], []];
    private readonly FacetRows _rows = new();
    private readonly ListCounts _counts = new();
    private readonly Dictionary<int, int> _communes = [];
    private readonly Bits _listed = new();
    private readonly List<(Keyset Key, int Slot)>[] _orders = [[], [], []];
    private int[] _slots = [];
    private int _listedCount;
    private DateOnly _certificateDay;
    private bool _certificatesChanged;
    private volatile bool _loaded;
    private long _caughtUpAt;

    /// <summary>Reads all cards once, and what other nodes changed every now and then.</summary>
    public async ValueTask Ready(CancellationToken ct)
    {
        if (!_loaded)
        {
            await Load(ct);
        }
        else if (clock.GetUtcNow().UtcTicks - Interlocked.Read(ref _caughtUpAt) > CatchUpEvery.Ticks)
        {
            await CatchUp(ct);
        }
    }

    public CatalogPage Find(CatalogQuery query)
    {
        var day = clock.GetUtcNow().VietnamDay();
        FreshenCertificates(day);
        _gate.EnterReadLock();
        try
        {
            return new CatalogSearch(this, query).Run();
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>How many listed products each commune has.</summary>
    public int CountInCommune(int communeId)
    {
        _gate.EnterReadLock();
        try
        {
            return _communes.GetValueOrDefault(communeId);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public int CountOf(ProducerId producer)
    {
        _gate.EnterReadLock();
        try
        {
            return _producers.TryGetValue(producer, out var bits) ? bits.Count() : 0;
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public void Put(IEnumerable<ProductCard> cards)
    {
        if (!_loaded)
        {
            return;
        }

        _gate.EnterWriteLock();
        try
        {
            foreach (var card in cards)
            {
                PutOne(CatalogEntry.Of(card));
            }
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _loading.Dispose();
    }

    internal List<CatalogEntry> Entries => _entries;

    internal Dictionary<int, FacetValue>[] Facets => _facets;

    /// <summary>The values of every facet but the dated certificates.</summary>
    internal FacetRows Rows => _rows;

    /// <summary>Counts of lists that somebody has looked at since the last change.</summary>
    internal ListCounts Counts => _counts;

    internal Bits Listed => _listed;

    internal int ListedCount => _listedCount;

    internal IReadOnlyList<(Keyset Key, int Slot)> Order(CatalogSort sort) => _orders[(int)sort];

    /// <summary>Card ids are small and dense: an array finds a thousand hits without hashing.</summary>
    internal int? SlotOf(int cardId) => cardId < _slots.Length && _slots[cardId] is var slot and > 0 ? slot - 1 : null;

    internal Bits? ProductsOf(ProducerId producer) => _producers.GetValueOrDefault(producer);

    private async Task Load(CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            if (_loaded)
            {
                return;
            }

            var now = clock.GetUtcNow();
            var cards = await Read(null, ct);
            _gate.EnterWriteLock();
            try
            {
                foreach (var entry in cards)
                {
                    Index(entry, sorted: false);
                }

                foreach (var order in _orders)
                {
                    order.Sort(static (one, other) => one.Key.CompareTo(other.Key));
                }

                Interlocked.Exchange(ref _caughtUpAt, now.UtcTicks);
                _loaded = true;
            }
            finally
            {
                _gate.ExitWriteLock();
            }
        }
        finally
        {
            _loading.Release();
        }

        // A save between the read and now was not seen by either side.
        await CatchUp(ct);
    }

    private async Task CatchUp(CancellationToken ct)
    {
        if (!await _loading.WaitAsync(0, ct))
        {
            return;
        }

        try
        {
            var now = clock.GetUtcNow();
            var since = new DateTimeOffset(Interlocked.Read(ref _caughtUpAt), TimeSpan.Zero) - Overlap;
            Interlocked.Exchange(ref _caughtUpAt, now.UtcTicks);
            var changed = await Read(since, ct);
            if (changed is [])
            {
                return;
            }

            HashSet<string> stale = [];
            _gate.EnterWriteLock();
            try
            {
                foreach (var entry in changed)
                {
                    if (PutOne(entry))
                    {
                        stale.Add(PageCache.Producer(entry.ProducerId));
                    }
                }
            }
            finally
            {
                _gate.ExitWriteLock();
            }

            if (stale.Count > 0)
            {
                await pages.Evict(stale.Append(PageCache.Lists), ct);
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<List<CatalogEntry>> Read(DateTimeOffset? since, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var cards = db.Set<ProductCard>().AsNoTracking();
        var wanted = since is { } from ? cards.Where(card => card.ChangedAt >= from) : cards.Where(card => card.IsListed);
        return await wanted
            .Select(card => new CatalogEntry(
                card.Id, card.ProducerId, card.IsListed, card.PriceDong, card.PublishedAt, card.LeadTimeDays, card.CategoryId, card.ParentCategoryId,
                card.PeopleId, card.ProvinceId, card.CommuneId, card.Techniques, card.Certificates, card.ChangedAt))
            .ToListAsync(ct);
    }

    /// <summary>Says whether it was news: what was read before the lock may be older than what a save has put here meanwhile, or the same.</summary>
    private bool PutOne(CatalogEntry entry)
    {
        var slot = SlotOf(entry.CardId);
        var before = slot is { } known ? _entries[known] : null;
        if (before?.ChangedAt >= entry.ChangedAt)
        {
            return false;
        }

        if (before is not null)
        {
            Unindex(before, slot!.Value);
        }

        Index(entry, sorted: true);
        if (before?.CountsLike(entry) is not true)
        {
            // More than a new picture or name, or another price in the same band: what was counted stands no longer.
            _counts.Forget();
            _certificatesChanged |= entry.Certificates.Length > 0 || before?.Certificates.Length > 0;
        }

        return true;
    }

    private void Index(CatalogEntry entry, bool sorted)
    {
        var slot = SlotOf(entry.CardId) ?? NewSlot(entry);

        _entries[slot] = entry;
        if (!entry.IsListed)
        {
            return;
        }

        Mark(entry, slot, true);
        for (var sort = 0; sort < _orders.Length; sort++)
        {
            var row = (entry.Key((CatalogSort)sort), slot);
            if (sorted)
            {
                var at = Position(_orders[sort], row.Item1);
                _orders[sort].Insert(at, row);
            }
            else
            {
                _orders[sort].Add(row);
            }
        }
    }

    private int NewSlot(CatalogEntry entry)
    {
        if (entry.CardId >= _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(_slots.Length * 2, entry.CardId + 1));
        }

        _entries.Add(entry);
        _slots[entry.CardId] = _entries.Count;
        return _entries.Count - 1;
    }

    private void Unindex(CatalogEntry entry, int slot)
    {
        if (!entry.IsListed)
        {
            return;
        }

        Mark(entry, slot, false);
        for (var sort = 0; sort < _orders.Length; sort++)
        {
            _orders[sort].RemoveAt(Position(_orders[sort], entry.Key((CatalogSort)sort)));
        }
    }

    private void Mark(CatalogEntry entry, int slot, bool on)
    {
        _listed[slot] = on;
        _listedCount += on ? 1 : -1;
        _communes[entry.CommuneId] = _communes.GetValueOrDefault(entry.CommuneId) + (on ? 1 : -1);
        ProductsOf(_producers, entry.ProducerId)[slot] = on;
        List<FacetValue> values = [.. entry.Values().Select(pair => ValueOf(pair.Facet, pair.Value))];
        foreach (var value in values)
        {
            value.Products[slot] = on;
        }

        _rows[slot] = on ? values : [];
    }

    /// <summary>Certificates end by themselves, so their bits belong to a day.</summary>
    private void FreshenCertificates(DateOnly day)
    {
        if (_certificateDay == day && !_certificatesChanged)
        {
            return;
        }

        _gate.EnterWriteLock();
        try
        {
            var valid = new Dictionary<int, FacetValue>();
            for (var slot = 0; slot < _entries.Count; slot++)
            {
                foreach (var certificate in _entries[slot].IsListed ? _entries[slot].Certificates : [])
                {
                    if (certificate.Holds(day))
                    {
                        if (!valid.TryGetValue((int)certificate.Kind, out var holders))
                        {
                            valid[(int)certificate.Kind] = holders = new FacetValue(FacetRows.Unnumbered);
                        }

                        holders.Products[slot] = true;
                    }
                }
            }

            (_facets[(int)Facet.Certificate], _certificateDay, _certificatesChanged) = (valid, day, false);
            _counts.Forget();
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    internal static int Position(IReadOnlyList<(Keyset Key, int Slot)> order, Keyset key)
    {
        var (low, high) = (0, order.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (order[middle].Key.CompareTo(key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static Bits ProductsOf(Dictionary<ProducerId, Bits> all, ProducerId producer)
    {
        if (!all.TryGetValue(producer, out var bits))
        {
            all[producer] = bits = new Bits();
        }

        return bits;
    }

    private FacetValue ValueOf(Facet facet, int value)
    {
        if (!_facets[(int)facet].TryGetValue(value, out var known))
        {
            _facets[(int)facet][value] = known = new FacetValue(_rows.NewNumber());
        }

        return known;
    }
}

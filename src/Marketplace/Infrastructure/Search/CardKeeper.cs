using System.Data.Common;
using System.Runtime.CompilerServices;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Marketplace.Infrastructure.Search;

/// <summary>
/// Whatever is saved that a list shows (product, photo, producer, consent, certificate, name of a place or people) rewrites the cards it touches
/// in the same transaction; once that is durable, the index follows and cached pages go, as those of rules and definitions do with what they show. Sitting at the save rather than at the events, it cannot
/// be forgotten by a command, a seed or a test.
/// </summary>
internal sealed class CardKeeper(TimeProvider clock, CatalogIndex index, ShopNames shopNames, ISearchIndex search, PageCache pages)
    : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private const int AtOnce = 200;

    private readonly ConditionalWeakTable<DbContext, Pending> _pending = [];

    /// <summary>Also rewrites this product's card at the next save, for changes that were made without tracking.</summary>
    public void Touch(MarketplaceDb db, ProductId product) => _pending.GetValue(db, _ => new Pending()).Products.Add(product);

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is MarketplaceDb db && !(_pending.TryGetValue(db, out var current) && current.IsWriting))
        {
            // A save that lost its race ends without a word to its interceptors; the transaction it opened is not this one's.
            current?.OwnsTransaction = false;
            var found = new Pending();
            foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
            {
                found.Note(entry);
            }

            if (!found.IsEmpty || current is { IsEmpty: false })
            {
                var pending = _pending.GetValue(db, _ => new Pending());
                pending.Add(found);
                if (db.Database.CurrentTransaction is null)
                {
                    await db.Database.BeginTransactionAsync(cancellationToken);
                    pending.OwnsTransaction = true;
                }
            }
        }

        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is MarketplaceDb db && _pending.TryGetValue(db, out var pending) && !pending.IsWriting)
        {
            pending.IsWriting = true;
            try
            {
                await Write(db, pending, cancellationToken);
            }
            finally
            {
                pending.IsWriting = false;
            }

            if (pending.OwnsTransaction)
            {
                await db.Database.CommitTransactionAsync(cancellationToken);
            }
        }

        return result;
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default) => GiveUp(eventData.Context);

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default) => GiveUp(eventData.Context);

    private async Task GiveUp(DbContext? context)
    {
        if (context is { } db && _pending.TryGetValue(db, out var pending))
        {
            _pending.Remove(db);
            if (pending.OwnsTransaction && db.Database.CurrentTransaction is not null)
            {
                await db.Database.RollbackTransactionAsync();
            }
        }
    }

    public async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db && _pending.TryGetValue(db, out var pending))
        {
            _pending.Remove(db);
            if (pending.NamesChanged)
            {
                pending.Tags.Add(PageCache.All);
                shopNames.Forget();
            }

            index.Put(pending.Written);
            await pages.Evict(pending.Tags, cancellationToken);
        }
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db)
        {
            _pending.Remove(db);
        }

        return Task.CompletedTask;
    }

    private async Task Write(MarketplaceDb db, Pending pending, CancellationToken ct)
    {
        var producers = pending.Producers.ToList();
        var variants = pending.Variants.ToList();
        var ids = pending.Products.ToHashSet();
        if (producers.Count > 0)
        {
            ids.UnionWith(await db.Products.Where(product => producers.Contains(product.ProducerId)).Select(product => product.Id).ToListAsync(ct));
        }

        if (variants.Count > 0)
        {
            ids.UnionWith(await db.Variants.Where(variant => variants.Contains(variant.Id)).Select(variant => variant.ProductId).ToListAsync(ct));
        }

        var names = pending.NamesChanged ? await ShopNames.Load(db, ct) : await shopNames.Get(ct);
        foreach (var some in ids.Chunk(AtOnce))
        {
            var cards = await new CardWriter(db, names, clock.GetUtcNow()).Write(some, ct);
            // The save it follows may have left looking for changes to whoever makes them.
            db.ChangeTracker.DetectChanges();
#pragma warning disable RS0030 // Part of the save it follows, in its transaction: the search tokens need the new cards' ids.
            await db.SaveChangesAsync(ct);
            await search.Write(db, cards, ct);
            db.ChangeTracker.DetectChanges();
            await db.SaveChangesAsync(ct);
#pragma warning restore RS0030
            pending.Written.AddRange(cards);
        }

        pending.Tags.UnionWith(ids.Select(PageCache.Product));
        pending.Tags.UnionWith(pending.Producers.Concat(pending.Written.Select(card => card.ProducerId)).Select(PageCache.Producer));
        pending.Tags.Add(PageCache.Lists);
        pending.Tags.UnionWith(pending.Pages);
        pending.Pages.Clear();
        pending.Products.Clear();
        pending.Producers.Clear();
        pending.Variants.Clear();
    }

    private sealed class Pending
    {
        public HashSet<ProductId> Products { get; } = [];

        public HashSet<ProducerId> Producers { get; } = [];

        public HashSet<VariantId> Variants { get; } = [];

        /// <summary>Tags of pages that show what has no card.</summary>
        public HashSet<string> Pages { get; } = [];

        public HashSet<string> Tags { get; } = [];

        public List<ProductCard> Written { get; } = [];

        public bool NamesChanged { get; private set; }

        public bool OwnsTransaction { get; set; }

        public bool IsWriting { get; set; }

        public bool IsEmpty => Products.Count + Producers.Count + Variants.Count + Pages.Count == 0 && !NamesChanged;

        public void Add(Pending other)
        {
            Products.UnionWith(other.Products);
            Producers.UnionWith(other.Producers);
            Variants.UnionWith(other.Variants);
            Pages.UnionWith(other.Pages);
            NamesChanged |= other.NamesChanged;
        }

        public void Note(EntityEntry entry)
        {
            switch (entry.Entity)
            {
                case Product product:
                    Products.Add(product.Id);
                    break;
                case Variant variant:
                    Products.Add(variant.ProductId);
                    break;
                case ProductPhoto or ProductTechnique:
                    Products.Add((ProductId)entry.Property("ProductId").CurrentValue!);
                    break;
                case StockLevel stock:
                    Variants.Add(stock.VariantId);
                    break;
                case Certificate { ProductId: { } product }:
                    Products.Add(product);
                    break;
                case Certificate certificate:
                    Producers.Add(certificate.ProducerId);
                    break;
                case Lot lot:
                    Pages.Add(PageCache.Product(lot.ProductId));
                    break;
                case Producer producer:
                    Producers.Add(producer.Id);
                    break;
                case Consent consent:
                    Producers.Add(consent.ProducerId);
                    break;
                case MediaItem media when entry.State == EntityState.Modified:
                    Producers.Add(media.ProducerId);
                    break;
                case Portrait portrait:
                    Pages.Add(PageCache.Producer(portrait.ProducerId));
                    break;
                case SpokenStory story:
                    Pages.Add(PageCache.Producer(story.ProducerId));
                    break;
                case CraftStory story when IsPublished(entry.OriginalValues) || IsPublished(entry.CurrentValues):
                    Pages.Add(PageCache.Producer(story.ProducerId));
                    Pages.Add(PageCache.Lists);
                    break;
                case Category or EthnicGroup or Technique or AdminUnit or HeritageItem:
                    NamesChanged = true;
                    break;
                case Indicator:
                    Pages.Add(PageCache.Figures);
                    break;
                case FeeRule or TaxRule or PolicyValue or ShippingRate or ExchangeRate:
                    Pages.Add(PageCache.Rules);
                    break;
            }
        }

        private static bool IsPublished(PropertyValues story) => story.GetValue<CraftStoryState>(nameof(CraftStory.State)) == CraftStoryState.Published;
    }
}

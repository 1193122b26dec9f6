using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Search;

/// <summary>One product as lists show it, in the reader's language.</summary>
/// <param name="NameLanguage">The language of the name, where it is not the reader's.</param>
internal sealed record CardView(
    int Id, string Slug, string Name, string? NameLanguage, long PriceDong, bool HasDearer, MediaId? Media, ProducerId ProducerId, string Producer, string ProducerSlug, string? People, string Commune,
    int LeadTimeDays, bool IsInStock, bool IsDemo, bool IsOnBreak);

/// <summary>Fetches the cards of one page in one command, consent and stock as they are now.</summary>
internal sealed class CardReader(MarketplaceDb db, ShopNames shopNames)
{
    /// <summary>Every column of every card is read and decoded: only the reader's language, and nothing that is not shown.</summary>
    private static readonly Func<MarketplaceDb, int[], bool, IAsyncEnumerable<Row>> ByIds = EF.CompileAsyncQuery((MarketplaceDb db, int[] ids, bool isForeign) =>
        from card in db.Set<ProductCard>()
        where ids.Contains(card.Id) && card.IsListed
        select new Row
        {
            Id = card.Id,
            Slug = card.Slug,
            Name = isForeign && card.NameEn.Trim() != "" ? card.NameEn : card.NameVi,
            IsTranslated = isForeign && card.NameEn.Trim() != "",
            PriceDong = card.PriceDong,
            HasDearer = card.HasDearer,
            MediaId = db.MediaItems.Any(media => media.Id == card.MediaId && media.State == MediaState.Ready) ? card.MediaId : null,
            ProducerId = card.ProducerId,
            ProducerSlug = card.ProducerSlug,
            Producer = isForeign && card.ProducerEn.Trim() != "" ? card.ProducerEn : card.ProducerVi,
            PeopleId = card.PeopleId != null
                && db.Consents.ShowingPeople().Any(consent => consent.ProducerId == card.ProducerId)
                ? card.PeopleId
                : null,
            Commune = isForeign && card.CommuneEn.Trim() != "" ? card.CommuneEn : card.CommuneVi,
            LeadTimeDays = card.LeadTimeDays,
            IsDemo = card.IsDemo,
            IsOnBreak = db.Producers.Any(producer => producer.Id == card.ProducerId && producer.IsPaused),
            IsInStock = db.Variants.Any(variant => variant.ProductId == card.ProductId
                && db.StockLevels.Any(stock => stock.VariantId == variant.Id && stock.Available > 0)),
        });

    /// <summary>The cards in the order of their ids; one that vanished meanwhile is left out.</summary>
    public async Task<IReadOnlyList<CardView>> Read(IReadOnlyList<int> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var names = await shopNames.Get(ct);
        var rows = new Dictionary<int, CardView>(ids.Count);
        // Asked once: twenty-four cards have two answers.
        var (english, vietnamese) = (Languages.Foreign("English"), Languages.Foreign(""));
        await foreach (var row in ByIds(db, [.. ids], Languages.Current != Languages.Default).WithCancellation(ct))
        {
            rows[row.Id] = View(row, row.IsTranslated ? english : vietnamese, names);
        }

        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private static CardView View(Row row, string? nameLanguage, Names names) => new(
        row.Id, row.Slug, row.Name, nameLanguage, row.PriceDong, row.HasDearer, row.MediaId, row.ProducerId, row.Producer, row.ProducerSlug,
        row.PeopleId is { } people ? names.Peoples[people]?.Name : null, row.Commune, row.LeadTimeDays, row.IsInStock, row.IsDemo, row.IsOnBreak);

    private sealed class Row
    {
        public int Id { get; init; }
        public string Slug { get; init; } = "";
        public string Name { get; init; } = "";
        public bool IsTranslated { get; init; }
        public long PriceDong { get; init; }
        public bool HasDearer { get; init; }
        public MediaId? MediaId { get; init; }
        public ProducerId ProducerId { get; init; }
        public string ProducerSlug { get; init; } = "";
        public string Producer { get; init; } = "";
        public int? PeopleId { get; init; }
        public string Commune { get; init; } = "";
        public int LeadTimeDays { get; init; }
        public bool IsDemo { get; init; }
        public bool IsInStock { get; init; }
        public bool IsOnBreak { get; init; }
    }
}

using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Search;

/// <summary>One product as lists show it, in the reader's language.</summary>
internal sealed record CardView(
    int Id, string Slug, string Name, long PriceDong, MediaId? Media, ProducerId ProducerId, string Producer, string ProducerSlug, string? People, string Commune,
    int LeadTimeDays, bool IsInStock, bool IsDemo, bool IsOnBreak);

/// <summary>Fetches the cards of one page in one command, consent and stock as they are now.</summary>
internal sealed class CardReader(MarketplaceDb db, ShopNames shopNames)
{
    private static readonly Func<MarketplaceDb, int[], IAsyncEnumerable<Row>> ByIds = EF.CompileAsyncQuery((MarketplaceDb db, int[] ids) =>
        from card in db.Set<ProductCard>()
        where ids.Contains(card.Id) && card.IsListed
        select new Row
        {
            Id = card.Id,
            Slug = card.Slug,
            NameVi = card.NameVi,
            NameEn = card.NameEn,
            PriceDong = card.PriceDong,
            MediaId = card.MediaId,
            IsReady = db.MediaItems.Any(media => media.Id == card.MediaId && media.State == MediaState.Ready),
            ProducerId = card.ProducerId,
            ProducerSlug = card.ProducerSlug,
            ProducerVi = card.ProducerVi,
            ProducerEn = card.ProducerEn,
            PeopleId = card.PeopleId,
            HasConsent = card.PeopleId != null
                && db.Consents.Any(consent => consent.ProducerId == card.ProducerId && consent.Purpose == ConsentPurpose.PublicEthnicity && consent.WithdrawnAt == null),
            CommuneVi = card.CommuneVi,
            CommuneEn = card.CommuneEn,
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
        await foreach (var row in ByIds(db, [.. ids]).WithCancellation(ct))
        {
            rows[row.Id] = View(row, names);
        }

        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private static CardView View(Row row, Names names) => new(
        row.Id, row.Slug, Languages.Pick(row.NameVi, row.NameEn), row.PriceDong,
        row.IsReady ? row.MediaId : null, row.ProducerId,
        Languages.Pick(row.ProducerVi, row.ProducerEn), row.ProducerSlug,
        row is { HasConsent: true, PeopleId: { } people } ? names.Peoples[people]?.Name : null,
        Languages.Pick(row.CommuneVi, row.CommuneEn), row.LeadTimeDays, row.IsInStock, row.IsDemo, row.IsOnBreak);

    private sealed class Row
    {
        public int Id { get; init; }
        public string Slug { get; init; } = "";
        public string NameVi { get; init; } = "";
        public string NameEn { get; init; } = "";
        public long PriceDong { get; init; }
        public MediaId? MediaId { get; init; }
        public bool IsReady { get; init; }
        public ProducerId ProducerId { get; init; }
        public string ProducerSlug { get; init; } = "";
        public string ProducerVi { get; init; } = "";
        public string ProducerEn { get; init; } = "";
        public int? PeopleId { get; init; }
        public bool HasConsent { get; init; }
        public string CommuneVi { get; init; } = "";
        public string CommuneEn { get; init; } = "";
        public int LeadTimeDays { get; init; }
        public bool IsDemo { get; init; }
        public bool IsInStock { get; init; }
        public bool IsOnBreak { get; init; }
    }
}

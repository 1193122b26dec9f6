using System.Collections.Concurrent;
using System.Globalization;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;

namespace Marketplace.Infrastructure.Search;

/// <summary>A certificate as a card holds it: its kind, and the Việt Nam days between which it is valid, as day numbers.</summary>
internal readonly record struct DatedCertificate(CertificateKind Kind, int From, int Until)
{
    public bool Holds(DateOnly day) => day.DayNumber >= From && day.DayNumber <= Until;

    public static DatedCertificate[] ParseAll(string text) => text is "" ? [] : [.. text.Split('|').Select(part =>
    {
        var fields = part.Split(':');
        return new DatedCertificate(
            (CertificateKind)int.Parse(fields[0], CultureInfo.InvariantCulture),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            int.Parse(fields[2], CultureInfo.InvariantCulture));
    })];
}

/// <summary>A product as the index holds it: what it is found, filtered and sorted by.</summary>
internal sealed class CatalogEntry(
    int cardId, ProducerId producerId, bool isListed, long priceDong, DateTimeOffset publishedAt, int leadTimeDays, int categoryId,
    int? parentCategoryId, int? peopleId, int provinceId, int communeId, string techniques, string certificates, DateTimeOffset changedAt)
{
    private static readonly ConcurrentDictionary<string, int[]> TechniqueSets = new(StringComparer.Ordinal);

    public int CardId { get; } = cardId;
    public DateTimeOffset ChangedAt { get; } = changedAt;
    public ProducerId ProducerId { get; } = producerId;
    public bool IsListed { get; } = isListed;
    public long PriceDong { get; } = priceDong;
    public long Newness { get; } = -publishedAt.UtcTicks;
    public int LeadTimeDays { get; } = leadTimeDays;
    public int CategoryId { get; } = categoryId;
    public int? ParentCategoryId { get; } = parentCategoryId;
    public int? PeopleId { get; } = peopleId;
    public int ProvinceId { get; } = provinceId;
    public int CommuneId { get; } = communeId;
    public int Price { get; } = PriceBands.Of(priceDong);
    public int[] Techniques { get; } = TechniqueSets.GetOrAdd(techniques, static text =>
        text is "" ? [] : [.. text.Split('|').Select(id => int.Parse(id, CultureInfo.InvariantCulture))]);
    public DatedCertificate[] Certificates { get; } = DatedCertificate.ParseAll(certificates);

    public static CatalogEntry Of(ProductCard card) => new(
        card.Id, card.ProducerId, card.IsListed, card.PriceDong, card.PublishedAt, card.LeadTimeDays, card.CategoryId, card.ParentCategoryId,
        card.PeopleId, card.ProvinceId, card.CommuneId, card.Techniques, card.Certificates, card.ChangedAt);

    public Keyset Key(CatalogSort sort) => sort switch
    {
        CatalogSort.Price => new Keyset(PriceDong, Newness, CardId),
        CatalogSort.Soonest => new Keyset(LeadTimeDays, Newness, CardId),
        _ => new Keyset(0, Newness, CardId),
    };

    /// <summary>No list would count it otherwise than the other.</summary>
    public bool CountsLike(CatalogEntry other) =>
        IsListed == other.IsListed && Values().SequenceEqual(other.Values()) && Certificates.SequenceEqual(other.Certificates);

    /// <summary>Every facet value but the dated certificates.</summary>
    public IEnumerable<(Facet Facet, int Value)> Values()
    {
        yield return (Facet.Category, CategoryId);
        if (ParentCategoryId is { } parent)
        {
            yield return (Facet.Category, parent);
        }

        if (PeopleId is { } people)
        {
            yield return (Facet.People, people);
        }

        yield return (Facet.Province, ProvinceId);
        yield return (Facet.Price, Price);
        foreach (var technique in Techniques)
        {
            yield return (Facet.Technique, technique);
        }
    }
}

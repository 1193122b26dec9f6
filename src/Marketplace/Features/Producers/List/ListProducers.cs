using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;

namespace Marketplace.Features.Producers.List;

/// <param name="After">Slug of the last maker of the page before.</param>
/// <param name="People">Slug of the people whose makers are asked for, as far as they name it; all when left out.</param>
internal sealed record ListProducers(string? After, string? People = null) : IQuery<ProducerListModel?>;

/// <param name="Of">The people whose makers these are; nothing when all are shown.</param>
internal sealed record ProducerListModel(IReadOnlyList<MakerRow> Producers, string? NextUrl, bool IsFirst, PeopleLink? Of);

internal sealed record PeopleLink(string Slug, string Name, string? Language);

internal sealed class ListProducersHandler(MarketplaceDb db, MakerRows makers, ShopNames shopNames) : IRequestHandler<ListProducers, ProducerListModel?>
{
    private const int Size = 24;

    public async Task<ProducerListModel?> Handle(ListProducers query, CancellationToken ct)
    {
        var names = await shopNames.Get(ct);
        var of = query.People is { Length: > 0 } slug ? names.Peoples[slug] : null;
        if (of is null && !string.IsNullOrEmpty(query.People))
        {
            return null;
        }

        var after = query.After is { Length: <= 100 } ? query.After : "";
        var rows = await makers.Read(
            (of is null ? db.Producers : db.Producers.NamingPeople(of.Id, db.Consents)).Where(producer => producer.Slug.CompareTo(after) > 0), Size + 1, ct);
        return new ProducerListModel(
            [.. rows.Take(Size)],
            rows.Count > Size ? $"/makers?{(of is null ? "" : $"people={of.Slug}&")}after={Uri.EscapeDataString(rows[Size - 1].Slug)}" : null,
            after is "",
            of is null ? null : new PeopleLink(of.Slug, of.Name, of.ForeignLanguage));
    }
}

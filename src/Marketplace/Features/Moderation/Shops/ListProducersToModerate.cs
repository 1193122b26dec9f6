using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Shops;

/// <summary>Finds a producer by part of its name, however accents and case are typed, or telephone number, in whatever state; suspended ones first.</summary>
public sealed record ListProducersToModerate(string Words) : IQuery<ShopsModel>;

public sealed record ShopsModel(string Words, IReadOnlyList<ShopRow> Rows, bool HasMore);

public sealed record ShopRow(Guid Id, string NameVi, string Place, string Phone, ProducerStatus Status);

internal sealed class ListProducersToModerateHandler(MarketplaceDb db) : IRequestHandler<ListProducersToModerate, ShopsModel>
{
    private const int Most = 50;

    public async Task<ShopsModel> Handle(ListProducersToModerate query, CancellationToken ct)
    {
        var words = query.Words.Length > 100 ? query.Words[..100] : query.Words;
        var all = db.Producers.AsNoTracking().OrderByDescending(producer => producer.Status == ProducerStatus.Suspended).ThenBy(producer => producer.Slug);
        var found = words == "" ? null : await Find(all, words, ct);
        var rows = await (found is null ? all : all.Where(producer => found.Contains(producer.Id)))
            .Take(Most + 1)
            .Select(producer => new ShopRow(
                producer.Id.Value, producer.NameVi,
                db.AdminUnits.Where(unit => unit.Id == producer.UnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault() ?? "",
                producer.Phone, producer.Status))
            .ToListAsync(ct);

        return new ShopsModel(words, [.. rows.Take(Most)], rows.Count > Most);
    }

    /// <summary>Neither database folds accents and đ as people type them; makers are some thousands, and few moderators look for one.</summary>
    private static async Task<List<ProducerId>> Find(IOrderedQueryable<Producer> all, string words, CancellationToken ct)
    {
        var (folded, phone) = (Fold.Text(words), TypedPhone.SoughtIn(words));
        var names = await all.Select(producer => new { producer.Id, producer.NameVi, producer.NameEn, producer.Slug, producer.Phone }).ToListAsync(ct);
        return [.. names
            .Where(producer => (folded.Length > 0 && (Has(producer.NameVi) || Has(producer.NameEn) || Has(producer.Slug))) || (phone is not null && producer.Phone.Contains(phone, StringComparison.Ordinal)))
            .Take(Most + 1).Select(producer => producer.Id)];

        bool Has(string text) => Fold.Text(text).Contains(folded, StringComparison.Ordinal);
    }
}

[Route("moderation/producers")]
[Authorize(Policy = Policies.Moderator)]
public sealed class ShopsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? q, CancellationToken ct) => View(await sender.Send(new ListProducersToModerate(Typing.Tidy(q)), ct));
}

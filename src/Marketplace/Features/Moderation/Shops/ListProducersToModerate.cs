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

/// <summary>Finds a producer by part of its name or telephone number, in whatever state; suspended ones first.</summary>
public sealed record ListProducersToModerate(string Words) : IQuery<ShopsModel>;

public sealed record ShopsModel(string Words, IReadOnlyList<ShopRow> Rows, bool HasMore);

public sealed record ShopRow(Guid Id, string NameVi, string Place, string Phone, ProducerStatus Status);

internal sealed class ListProducersToModerateHandler(MarketplaceDb db) : IRequestHandler<ListProducersToModerate, ShopsModel>
{
    private const int Most = 50;

    public async Task<ShopsModel> Handle(ListProducersToModerate query, CancellationToken ct)
    {
        var words = query.Words.Length > 100 ? query.Words[..100] : query.Words;
        var phone = TypedPhone.SoughtIn(words);
        var rows = await db.Producers.AsNoTracking()
            .Where(producer => words == "" || producer.NameVi.Contains(words) || producer.Slug.Contains(words) || (phone != null && producer.Phone.Contains(phone)))
            .OrderByDescending(producer => producer.Status == ProducerStatus.Suspended).ThenBy(producer => producer.Slug)
            .Take(Most + 1)
            .Select(producer => new ShopRow(
                producer.Id.Value, producer.NameVi,
                db.AdminUnits.Where(unit => unit.Id == producer.UnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault() ?? "",
                producer.Phone, producer.Status))
            .ToListAsync(ct);

        return new ShopsModel(words, [.. rows.Take(Most)], rows.Count > Most);
    }
}

[Route("moderation/producers")]
[Authorize(Policy = Policies.Moderator)]
public sealed class ShopsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? q, CancellationToken ct) => View(await sender.Send(new ListProducersToModerate(Typing.Tidy(q)), ct));
}

using Marketplace.Domain.Catalog;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Lots;

/// <summary>The batches of a listing and the people who can have made one, or nothing when it is not this producer's.</summary>
public sealed record ShowLots(ProducerId Producer, ProductId Product) : IQuery<LotsPage?>;

public sealed record LotsPage(string NameVi, IReadOnlyList<LotRow> Lots, IReadOnlyList<ChoiceItem> Members)
{
    public static LotsPage None { get; } = new("", [], []);
}

public sealed record LotRow(string Code, DateOnly MadeOn, int Makers);

public sealed class LotForm
{
    public string? Code { get; set; }

    public string? MadeOn { get; set; }

    public List<Guid> Makers { get; set; } = [];

    [BindNever, ValidateNever]
    public LotsPage Page { get; set; } = LotsPage.None;
}

internal sealed class ShowLotsHandler(MarketplaceDb db) : IRequestHandler<ShowLots, LotsPage?>
{
    public async Task<LotsPage?> Handle(ShowLots query, CancellationToken ct)
    {
        var name = await db.Products.AsNoTracking().SoldBy(query.Producer).Where(product => product.Id == query.Product).Select(product => product.NameVi).SingleOrDefaultAsync(ct);
        if (name is null)
        {
            return null;
        }

        var lots = await db.Lots.AsNoTracking().Where(lot => lot.ProductId == query.Product).OrderByDescending(lot => lot.MadeOn)
            .Select(lot => new LotRow(lot.Code, lot.MadeOn, lot.Makers.Count))
            .ToListAsync(ct);
        var members = await db.Memberships.AsNoTracking().Where(membership => membership.ProducerId == query.Producer)
            .Join(db.Persons, membership => membership.PersonId, person => person.Id, (_, person) => new { person.Id, person.FullName })
            .Distinct().OrderBy(person => person.FullName).ToListAsync(ct);
        return new LotsPage(name, lots, [.. members.Select(person => new ChoiceItem(person.Id.Value.ToString(), person.FullName))]);
    }
}

[Route("studio/{producer}/listings/{id:guid}/lots")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class LotsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowLots(this.Acting().ProducerId, new ProductId(id)), ct) is { } page ? View("Index", new LotForm { Page = page }) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, LotForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var product = new ProductId(id);
        if (await sender.Send(new ShowLots(acting.ProducerId, product), ct) is not { } page)
        {
            return NotFound();
        }

        var result = await sender.Send(new AddLot(acting.ProducerId, acting.Actor, product, Typing.Tidy(form.Code), Typing.Day(form.MadeOn), form.Makers), ct);
        form.Page = page;
        return result.Succeeded ? Redirect(Url.Content($"~/studio/{acting.Slug}/listings/{id}/lots")) : this.Refused(result.Refusals, "Index", form);
    }
}

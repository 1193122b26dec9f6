using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Apply;

/// <summary>What can be chosen on the application: provinces, the communes of one, peoples.</summary>
public sealed record ListApplyChoices(int? ProvinceId) : IQuery<ApplyChoices>;

public sealed record ApplyChoices(IReadOnlyList<SelectListItem> Provinces, IReadOnlyList<SelectListItem> Communes, IReadOnlyList<SelectListItem> Peoples)
{
    public static ApplyChoices None => new([], [], []);

    public IEnumerable<ChoiceItem> Kinds { get; } =
        [.. Enum.GetValues<ProducerKind>().Select(kind => new ChoiceItem(kind.ToString(), Texts.Get("studio.kind." + kind), Texts.Get("studio.kind-hint." + kind)))];

    public IEnumerable<SelectListItem> Genders { get; } = [.. Enum.GetValues<Gender>().Select(gender => new SelectListItem(Texts.Get("studio.gender." + gender), gender.ToString()))];
}

internal sealed class ListApplyChoicesHandler(MarketplaceDb db) : IRequestHandler<ListApplyChoices, ApplyChoices>
{
    public async Task<ApplyChoices> Handle(ListApplyChoices query, CancellationToken ct)
    {
        var provinces = await Units(db.AdminUnits.Provinces(), ct);
        var communes = query.ProvinceId is { } province ? await Units(db.AdminUnits.CommunesOf(province), ct) : [];
        var peoples = await db.EthnicGroups.AsNoTracking().Select(group => new { group.Slug, group.NameVi, group.NameEn }).ToListAsync(ct);

        return new ApplyChoices(
            provinces, communes,
            [.. peoples.Select(group => new SelectListItem(Languages.Pick(group.NameVi, group.NameEn), group.Slug)).OrderBy(item => item.Text, VietnameseOrder.Names)]);
    }

    private static async Task<List<SelectListItem>> Units(IQueryable<AdminUnit> units, CancellationToken ct)
    {
        var rows = await units.AsNoTracking().Select(unit => new { unit.Id, unit.NameVi }).ToListAsync(ct);
        return [.. rows.OrderBy(unit => unit.NameVi, VietnameseOrder.Names).Select(unit => new SelectListItem(unit.NameVi, unit.Id.ToString(Languages.Culture(Languages.Default))))];
    }
}

using System.Globalization;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Start;

/// <summary>The kinds of goods that can be chosen, under their groups.</summary>
public sealed record ListCategories : IQuery<IReadOnlyList<SelectListItem>>;

public sealed class StartForm
{
    public Guid Token { get; set; }

    public int? CategoryId { get; set; }

    [BindNever, ValidateNever]
    public IReadOnlyList<SelectListItem> Categories { get; set; } = [];
}

internal sealed class ListCategoriesHandler(MarketplaceDb db) : IRequestHandler<ListCategories, IReadOnlyList<SelectListItem>>
{
    public async Task<IReadOnlyList<SelectListItem>> Handle(ListCategories query, CancellationToken ct)
    {
        var rows = await db.Categories.AsNoTracking()
            .Where(category => category.ParentId != null)
            .OrderBy(category => category.Parent!.Position).ThenBy(category => category.Position)
            .Select(category => new { category.Id, category.NameVi, category.NameEn, ParentVi = category.Parent!.NameVi, ParentEn = category.Parent.NameEn })
            .ToListAsync(ct);
        var groups = new Dictionary<string, SelectListGroup>();

        return [.. rows.Select(row =>
        {
            var parent = Languages.Pick(row.ParentVi, row.ParentEn);
            if (!groups.TryGetValue(parent, out var group))
            {
                groups[parent] = group = new SelectListGroup { Name = parent };
            }

            return new SelectListItem(Languages.Pick(row.NameVi, row.NameEn), row.Id.ToString(CultureInfo.InvariantCulture)) { Group = group };
        })];
    }
}

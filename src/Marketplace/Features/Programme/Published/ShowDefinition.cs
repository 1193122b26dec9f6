using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>How an indicator is defined, or was when a figure was published; nothing when there is none with that code and version.</summary>
public sealed record ShowDefinition(string Code, int? Version = null) : IQuery<DefinitionModel?>;

public sealed record DefinitionModel(
    string Code, int Version, string Name, string NameVi, string Definition, string DefinitionLanguage, string Formula, string FormulaLanguage, string Unit, string Direction, bool IsDistinctCount, string QualityRule, string QualityRuleLanguage, bool IsShown,
    IReadOnlyList<int> Versions)
{
    public bool IsInForce => Version == Versions[0];
}

internal sealed class ShowDefinitionHandler(MarketplaceDb db) : IRequestHandler<ShowDefinition, DefinitionModel?>
{
    public async Task<DefinitionModel?> Handle(ShowDefinition request, CancellationToken cancellationToken) =>
        await db.Indicators.AsNoTracking().Where(indicator => indicator.Code == request.Code).OrderByDescending(indicator => indicator.Version).ToListAsync(cancellationToken) is var versions
            && versions.Find(indicator => request.Version is null || indicator.Version == request.Version) is { } one
            ? new DefinitionModel(one.Code, one.Version, PublicText.Name(one), one.NameVi, PublicText.Definition(one), PublicText.DefinitionLanguage(one),
                PublicText.Formula(one), PublicText.FormulaLanguage(one), one.Unit, one.Direction, one.IsDistinctCount, PublicText.QualityRule(one), PublicText.QualityRuleLanguage(one),
                HeadlineIndicators.Codes.Contains(one.Code), versions.ConvertAll(indicator => indicator.Version))
            : null;
}
